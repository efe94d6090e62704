import Foundation
import Inference
import Radiograph
import Testing

/// Zones and the hottest region against NumPy and SciPy (Goldens/make_zones.py).
@Suite struct LungZoneTests {
  private struct Goldens: Decodable {
    struct Case: Decodable {
      let size: [Int]
      let map: [Float]
      let shares: [Double]
      let inside: Double
      let hottest: [Double]
    }
    let lungs: [[Int]]
    let cases: [Case]
  }

  private let goldens: Goldens

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Goldens/zones.json")
    goldens = try JSONDecoder().decode(Goldens.self, from: Data(contentsOf: file))
  }

  private static func outline(_ lungs: [[Int]], size: ImageSize) -> LungOutline {
    let side = LungOutline.side
    let logits = (0..<side * side).map { cell in
      lungs.contains { ($0[0]...$0[1]).contains(cell % side) && ($0[2]...$0[3]).contains(cell / side) } ? Float(4) : -4
    }
    return LungOutline(logits: logits, grey: [], size: size)
  }

  private static let letterbox = Preprocessing(
    color: .rgb, steps: [.letterbox(ImageSize(width: 224, height: 224), fill: 0)], mean: [0, 0, 0], std: [1, 1, 1])

  @Test func equalSciPys() throws {
    #expect(goldens.cases.count == 8)
    for golden in goldens.cases {
      let size = ImageSize(width: golden.size[0], height: golden.size[1])
      let map = try HeatMap(width: 7, height: 7, values: golden.map)
      let grid = HeatGrid(map, over: InputField(Self.letterbox, of: size), of: size)
      let outline = Self.outline(goldens.lungs, size: size)
      let shares = try #require(LungZoneShares(grid, in: outline))
      for (zone, expected) in zip(LungZoneShares.Zone.allCases, golden.shares) {
        #expect(abs(shares[zone] - expected) < 1e-5)
      }
      #expect(abs(try #require(outline.share(of: grid)) - golden.inside) < 1e-5)
      let sum = LungZoneShares.Zone.allCases.reduce(0) { $0 + shares[$1] }
      #expect(abs(sum - golden.inside) < 1e-5)
      let box = try #require(grid.hottest)
      #expect([box.x0, box.y0, box.x1, box.y1] == golden.hottest)
      #expect(try JSONDecoder().decode(LungZoneShares.self, from: JSONEncoder().encode(shares)) == shares)
    }
  }

  @Test func patientsRightIsThePicturesLeft() throws {
    let size = ImageSize(width: 400, height: 400)
    let outline = Self.outline(goldens.lungs, size: size)
    // Heat in the lower left corner of the picture.
    let map = try HeatMap(width: 2, height: 2, values: [0, 0, 1, 0])
    let grid = HeatGrid(map, over: InputField(Self.letterbox, of: size), of: size)
    #expect(try #require(LungZoneShares(grid, in: outline)).hottest.first == .rightLower)
    #expect(LungZoneShares.Zone.rightLower.name == "right lower zone")
  }

  @Test func nothingWhereThereIsNoHeatOrNoPairOfLungs() throws {
    let size = ImageSize(width: 400, height: 400)
    let field = InputField(Self.letterbox, of: size)
    let cold = HeatGrid(try HeatMap(width: 2, height: 2, values: [0, -1, -1, 0]), over: field, of: size)
    let warm = HeatGrid(try HeatMap(width: 2, height: 2, values: [1, 1, 1, 1]), over: field, of: size)
    let pair = Self.outline(goldens.lungs, size: size)
    #expect(cold.hottest == nil)
    #expect(LungZoneShares(cold, in: pair) == nil)
    #expect(LungZoneShares(warm, in: Self.outline([], size: size)) == nil)
    #expect(LungZoneShares(warm, in: Self.outline([goldens.lungs[0]], size: size)) == nil)
    // One above the other: the picture lies on its side.
    let aside = Self.outline([[20, 90, 15, 45], [20, 90, 65, 95]], size: size)
    #expect(aside.isFound && LungZoneShares(warm, in: aside) == nil)
  }

  @Test func zonesThatStandOut() {
    let shares = LungZoneShares([.leftLower: 0.3, .leftMiddle: 0.2, .rightLower: 0.1, .rightUpper: 0.25])
    #expect(shares.hottest == [.leftLower, .rightUpper, .leftMiddle])
    #expect(LungZoneShares([.leftLower: 0.4, .leftMiddle: 0.26]).hottest == [.leftLower])
    // 29 % of what lies in the lungs.
    let spread: [LungZoneShares.Zone: Double] = [
      .leftLower: 0.145, .leftMiddle: 0.1, .rightLower: 0.1, .rightMiddle: 0.1, .rightUpper: 0.055,
    ]
    #expect(LungZoneShares(spread).hottest.isEmpty)
    #expect(LungZoneShares([:]).hottest.isEmpty)
  }
}
