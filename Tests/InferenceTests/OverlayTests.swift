import Foundation
import Inference
import Radiograph
import Testing

/// Colours and enlargement against OpenCV (Goldens/make_overlay.py).
@Suite struct OverlayTests {
  private struct Goldens: Decodable {
    let tables: [String: [UInt8]]
    let map: [Float]
    let picture: [UInt8]
    let overlay: [UInt8]
  }

  private let goldens: Goldens

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/overlay.json")
    goldens = try JSONDecoder().decode(Goldens.self, from: Data(contentsOf: file))
  }

  private func picture() throws -> PreparedImage {
    try PreparedImage(width: 17, height: 13, channels: 1, samples: goldens.picture)
  }

  private func field(_ steps: [Preprocessing.Step]) -> InputField {
    InputField(
      Preprocessing(color: .rgb, steps: steps, mean: [0, 0, 0], std: [1, 1, 1]), of: ImageSize(width: 17, height: 13))
  }

  @Test func overlayEqualsOpenCV() throws {
    let map = try HeatMap(width: 4, height: 3, values: goldens.map)
    let field = field([.resize(ImageSize(width: 224, height: 224))])
    let result = try Overlay().render(map, over: picture(), field: field)
    let differences = zip(result.samples, goldens.overlay).map { abs(Int($0) - Int($1)) }
    #expect(result.samples.count == goldens.overlay.count)
    // A value that lies between two of the 256 colours may be rounded the other way.
    #expect(differences.max() ?? 255 <= 3)
    #expect(differences.filter { $0 > 0 }.count < 20)
  }

  @Test(arguments: ColorMap.allCases)
  func colorsAreOpenCVs(colors: ColorMap) throws {
    let table = try #require(goldens.tables[colors.rawValue])
    let ramp = try HeatMap(width: 256, height: 1, values: (0..<256).map { Float($0) / 255 })
    let black = try PreparedImage(width: 256, height: 1, channels: 1, samples: Array(repeating: 0, count: 256))
    let field = InputField(
      Preprocessing(color: .rgb, steps: [], mean: [0, 0, 0], std: [1, 1, 1]), of: ImageSize(width: 256, height: 1))
    #expect(try Overlay(colors: colors, alpha: 1).render(ramp, over: black, field: field).samples == table)
  }

  @Test func nothingIsSeenOfATransparentOverlay() throws {
    let map = try HeatMap(width: 4, height: 3, values: goldens.map)
    let result = try Overlay(alpha: 0).render(map, over: picture(), field: field([]))
    #expect(result.samples == goldens.picture.flatMap { [$0, $0, $0] })
  }

  /// 17 × 13 → shorter side 26 → 34 × 26 → the middle 20 × 20: original columns 3.5 to 13.5, rows 1.5 to 11.5.
  @Test func whatWasCroppedAwayHasNoColour() throws {
    let map = try HeatMap(width: 2, height: 1, values: [1, 0])
    let field = field([.resizeShorterSide(26), .centerCrop(ImageSize(width: 20, height: 20))])
    let black = try PreparedImage(width: 17, height: 13, channels: 1, samples: Array(repeating: 0, count: 221))
    let result = try Overlay(colors: .jet, alpha: 1).render(map, over: black, field: field)
    let isColoured = (0..<221).map { result.samples[$0 * 3..<$0 * 3 + 3].contains { $0 > 0 } }
    for y in 0..<13 {
      for x in 0..<17 { #expect(isColoured[y * 17 + x] == ((3...13).contains(x) && (1...11).contains(y))) }
    }
  }

  /// 17 × 13 in 34 × 34: scaled to 34 × 26 and padded by 4 above and below, so a map of 34 rows starts at row 4.
  @Test func paddingIsLeftOut() throws {
    let rows = (0..<34).map { Float($0 < 4 ? 1 : 0) }
    let map = try HeatMap(width: 1, height: 34, values: rows)
    let field = field([.letterbox(ImageSize(width: 34, height: 34), fill: 0)])
    let black = try PreparedImage(width: 17, height: 13, channels: 1, samples: Array(repeating: 0, count: 221))
    let result = try Overlay(colors: .jet, alpha: 1).render(map, over: black, field: field)
    let blue = Array(result.samples.suffix(3))
    for row in 1..<13 { #expect(Array(result.samples[row * 51..<row * 51 + 3]) == blue) }
  }

  /// A reduced picture gives what the whole one gives, once instead of for each drawing.
  @Test(arguments: [false, true]) func reducedPicturesLookTheSame(isColoured: Bool) throws {
    let pixels: Pixels =
      isColoured
      ? .rgb8((0..<90 * 70 * 3).map { UInt8(truncatingIfNeeded: $0 * 7) })
      : .gray16((0..<90 * 70).map { UInt16($0 * 13 % 4096) }, bitDepth: 12)
    let picture = try Radiograph(width: 90, height: 70, pixels: pixels)
    let input = Preprocessing(
      color: .rgb, steps: [.resizeShorterSide(26), .centerCrop(ImageSize(width: 20, height: 20))], mean: [0, 0, 0],
      std: [1, 1, 1])
    let whole = ExplainedPicture(
      map: try HeatMap(width: 4, height: 3, values: goldens.map), picture: picture, input: input)
    let reduced = try whole.reduced(to: 40)
    #expect(try reduced.plain(longerSide: 40).pixels == whole.plain(longerSide: 40).pixels)
    #expect(try reduced.overlay(longerSide: 40).pixels == whole.overlay(longerSide: 40).pixels)
    #expect(try reduced.overlay().width == (isColoured ? 90 : 40))
  }
}
