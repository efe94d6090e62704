import Parquet
import Testing

@Suite struct HybridRunLengthTests {
  /// The example of Parquet's page on encodings: 0 to 7 in three bits each.
  @Test func groupsArePackedAsTheStandardShows() {
    #expect(HybridRunLength.encoded(Array(0..<8), bitWidth: 3) == [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010])
  }

  @Test func equalValuesAreARun() {
    #expect(HybridRunLength.encoded([UInt32](repeating: 1, count: 100), bitWidth: 1) == [200, 1, 1])
    #expect(HybridRunLength.encoded([UInt32](repeating: 300, count: 9), bitWidth: 9) == [18, 0x2C, 1])
    #expect(HybridRunLength.encoded([], bitWidth: 1) == [])
  }

  /// Whatever comes, a reader of the standard gets it back.
  @Test func runsAndGroupsMixed() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let bitWidth = Int.random(in: 1...20, using: &random)
      var values: [UInt32] = []
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let value = UInt32.random(in: 0..<1 << bitWidth, using: &random)
        values += repeatElement(value, count: Int.random(in: 1...40, using: &random))
        for _ in 0..<Int.random(in: 0...20, using: &random) {
          values.append(UInt32.random(in: 0..<1 << bitWidth, using: &random))
        }
      }
      let bytes = HybridRunLength.encoded(values, bitWidth: bitWidth)
      #expect(Self.decoded(bytes, bitWidth: bitWidth, count: values.count) == values)
    }
  }

  /// A reader, written from the standard's grammar.
  private static func decoded(_ bytes: [UInt8], bitWidth: Int, count: Int) -> [UInt32]? {
    var (values, position) = ([UInt32](), 0)
    while position < bytes.count {
      var (header, shift) = (0, 0)
      repeat {
        header |= Int(bytes[position] & 0x7F) << shift
        shift += 7
        position += 1
      } while bytes[position - 1] & 0x80 != 0
      if header & 1 == 0 {
        let width = (bitWidth + 7) / 8
        let value = (0..<width).reduce(UInt32(0)) { $0 | UInt32(bytes[position + $1]) << (8 * $1) }
        values += repeatElement(value, count: header >> 1)
        position += width
      } else {
        for index in 0..<(header >> 1) * 8 {
          let value = (0..<bitWidth).reduce(UInt32(0)) { value, bit in
            let place = index * bitWidth + bit
            return value | UInt32(bytes[position + place / 8] >> (place % 8) & 1) << bit
          }
          values.append(value)
        }
        position += (header >> 1) * bitWidth
      }
    }
    guard values.count >= count, values[count...].allSatisfy({ $0 == 0 }), values.count < count + 8 else { return nil }
    return Array(values[..<count])
  }
}
