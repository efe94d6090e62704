import Learning
import Radiograph
import Testing

@Suite("Exchange of what lies around lungs")
struct BackgroundExchangeTests {
  private static let side = LungOutline.side

  /// Finds lungs by a picture's first level: none at 0, a wide pair at 50, a narrow pair at 100.
  private struct Finder: LungLocating {
    let identity = "made"

    func outline(ofGrey grey: [UInt8], size: ImageSize) throws -> LungOutline {
      guard let level = grey.first else { throw RadiographError.noLungs }
      let columns: [ClosedRange<Int>] =
        switch level {
        case 50: [15...45, 65...95]
        case 100: [25...45, 65...85]
        default: []
        }
      let logits = (0..<side * side).map { place in
        columns.contains { $0.contains(place % side) } && (20...90).contains(place / side) ? Float(4) : -4
      }
      return LungOutline(logits: logits, grey: grey, size: size)
    }
  }

  /// A grey picture whose levels rise by 1 a column, or stay.
  private static func picture(_ level: Int, rising: Bool = false) throws -> PreparedImage {
    let samples = (0..<side * side).map { UInt8(level + (rising ? $0 % side : 0)) }
    return try PreparedImage(width: side, height: side, channels: 1, samples: samples)
  }

  @Test("the lungs stay, the surroundings are the other picture's, stretched box onto box")
  func exchanged() throws {
    let (front, back) = (try Self.picture(50), try Self.picture(100, rising: true))
    let result = try BackgroundExchange(Finder()).exchanged((front, 0), with: (back, 1))
    #expect(result.samples[55 * Self.side + 30] == 50)
    #expect(result.samples[55 * Self.side + 80] == 50)
    // Column 110.5 of 112 lies 95.5 from the wide box's edge, and so 95.5 · 61 / 81 from the narrow one's at column 25.
    #expect(result.samples[110] == 196)
    #expect(result.samples[111 * Self.side + 110] == 196)
  }

  @Test("a picture without lungs, or before itself, stays as it is")
  func unchanged() throws {
    let exchange = BackgroundExchange(Finder())
    let (front, none) = (try Self.picture(50), try Self.picture(0))
    #expect(try exchange.exchanged((front, 0), with: (none, 1)).samples == front.samples)
    #expect(try exchange.exchanged((none, 1), with: (front, 0)).samples == none.samples)
    #expect(try exchange.exchanged((front, 0), with: (front, 0)).samples == front.samples)
  }

  @Test("surroundings are drawn as often as the recipe says, and leave other draws alone")
  func drawn() {
    var section = AugmentSection()
    section.rotation = 10
    let plain = Augmentation(section, seed: 7)
    section.background = 0.25
    let exchanging = Augmentation(section, seed: 7)
    let drawn = (0..<4000).compactMap { exchanging.surroundings(epoch: 1, sample: $0, of: 10) }
    #expect((850...1150).contains(drawn.count))
    #expect((0..<10).allSatisfy { place in drawn.count { $0 == place } > drawn.count / 20 })
    #expect(plain.surroundings(epoch: 1, sample: 3, of: 10) == nil)
    #expect(plain.variation(epoch: 1, sample: 3) == exchanging.variation(epoch: 1, sample: 3))
  }
}
