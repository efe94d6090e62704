import Parquet
import Testing

/// Bytes by hand, from the text of the Thrift compact protocol.
@Suite struct CompactProtocolTests {
  @Test func numbersAreZigzagInBase128() {
    let bytes = CompactProtocol.structure {
      $0.field(1, Int32(0))
      $0.field(2, Int32(-1))
      $0.field(3, Int64(1))
      $0.field(4, Int64(-64))
      $0.field(5, Int32(64))
      $0.field(6, Int64.min)
    }
    #expect(
      bytes == [0x15, 0, 0x15, 1, 0x16, 2, 0x16, 127, 0x15, 0x80, 1]
        + [0x16, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1] + [0])
  }

  @Test func aFieldIsNumberedFromTheOneBefore() {
    let bytes = CompactProtocol.structure {
      $0.field(3, Int32(5))
      $0.field(4, "ab")
      $0.field(20, Int32(5))
    }
    #expect(bytes == [0x35, 10, 0x18, 2, 0x61, 0x62, 0x05, 40, 10, 0])
  }

  @Test func structuresCountTheirOwnFields() {
    let bytes = CompactProtocol.structure {
      $0.field(5) {
        $0.field(1, Int32(1))
        $0.field(2) { _ in }
      }
      $0.field(6, Int32(1))
    }
    #expect(bytes == [0x5C, 0x15, 2, 0x1C, 0, 0, 0x15, 2, 0])
  }

  @Test func listsSayTheirLength() {
    let short = CompactProtocol.structure { $0.field(1, list: [Int32(0), 3, 8]) }
    #expect(short == [0x19, 0x35, 0, 6, 16, 0])
    let texts = CompactProtocol.structure { $0.field(1, list: ["a", ""]) }
    #expect(texts == [0x19, 0x28, 1, 0x61, 0, 0])
    let long = CompactProtocol.structure { $0.field(1, list: [Int32](repeating: 1, count: 300)) }
    #expect(long == [0x19, 0xF5, 0xAC, 2] + [UInt8](repeating: 2, count: 300) + [0])
    let structures = CompactProtocol.structure { $0.field(2, list: [7, 8]) { $0.field(1, Int32($1)) } }
    #expect(structures == [0x29, 0x2C, 0x15, 14, 0, 0x15, 16, 0, 0])
  }
}
