import Radiograph
import Testing

@Suite("Outlines of lungs")
struct LungOutlineTests {
  private static let side = LungOutline.side
  private static let grey = [UInt8](repeating: 100, count: LungOutline.inputSide * LungOutline.inputSide)

  /// Logits that are above 0 in rectangles (columns, rows).
  private static func outline(
    _ rectangles: [(ClosedRange<Int>, ClosedRange<Int>)], size: ImageSize = ImageSize(width: 400, height: 400)
  ) -> LungOutline {
    let logits = (0..<side * side).map { pixel in
      rectangles.contains { $0.contains(pixel % side) && $1.contains(pixel / side) } ? Float(4) : -4
    }
    return LungOutline(logits: logits, grey: grey, size: size)
  }

  private static let pair = [(15...45, 20...90), (65...95, 20...90)]

  @Test("two lungs are two regions, from the left to the right")
  func pair() {
    let outline = Self.outline(Self.pair)
    #expect(outline.regions.count == 2)
    #expect(outline.isFound)
    #expect(outline.boxes[0].x0 == 15.0 / 112 && outline.boxes[1].x1 == 96.0 / 112)
    #expect(outline.symmetry == 1)
    #expect(outline.turn == 0)
    #expect(abs(outline.shareOfPicture - 2 * 31.0 * 71 / (112 * 112)) < 1e-12)
  }

  @Test("specks go, and a third part")
  func specks() {
    let outline = Self.outline(Self.pair + [(0...5, 0...5), (50...60, 100...105)])
    #expect(outline.regions == Self.outline(Self.pair).regions)
  }

  @Test("holes are filled")
  func holes() {
    let ring = [
      (15...45, 20...40), (15...45, 60...90), (15...20, 20...90), (40...45, 20...90), (65...95, 20...90),
    ]
    #expect(Self.outline(ring).shareOfPicture == Self.outline(Self.pair).shareOfPicture)
  }

  @Test("lungs that touch are told apart")
  func touching() {
    let outline = Self.outline(Self.pair + [(45...65, 85...90)])
    #expect(outline.regions.count == 2)
  }

  @Test("nothing is found in nothing, nor in the wrong number of logits")
  func nothing() {
    #expect(!Self.outline([]).isFound)
    #expect(!LungOutline(logits: [1, 2, 3], grey: [], size: ImageSize(width: 9, height: 9)).isFound)
    #expect(Self.outline([]).mask(ImageSize(width: 3, height: 2)) == [Bool](repeating: false, count: 6))
  }

  @Test("a picture turned by a quarter says so")
  func quarter() throws {
    let turned = Self.outline(Self.pair.map { ($0.1, $0.0) })
    #expect(abs(try #require(turned.turn)) == 90)
  }

  @Test("the mask has any size")
  func masks() throws {
    let outline = Self.outline(Self.pair, size: ImageSize(width: 1001, height: 37))
    let mask = outline.mask(outline.size)
    #expect(mask.count == 1001 * 37)
    let share = Double(mask.count { $0 }) / Double(mask.count)
    #expect(abs(share - outline.shareOfPicture) < 0.02)
    #expect(try outline.picture().height == 37)
  }

  @Test("run lengths fill the grid, and polygons follow the edges")
  func contours() {
    let contour = LungContour(Self.outline(Self.pair))
    #expect(contour.counts.reduce(0, +) == 224 * 224)
    #expect(contour.polygons.count == 2)
    for point in contour.polygons.joined() { #expect(point.allSatisfy { (0...1).contains($0) }) }
  }

  @Test("a soft mask falls off outside of the outline")
  func soft() {
    let weights = Self.outline(Self.pair).weights(
      ImageSize(width: 112, height: 112), widenedBy: 0.05, softness: 0.05)
    #expect(weights[50 * 112 + 30] == 1)
    #expect(weights[0] == 0)
    #expect(weights.contains { $0 > 0.2 && $0 < 0.8 })
  }
}
