import FoundationEssentials

/// The checksum of zip archives, CRC-32 of ISO 3309, eight bytes at a time (Kounavis and Berry, 2005).
enum CRC32 {
  /// Eight tables of 256, one after the other: what a byte does to the checksum, and that again after 1 to 7 zero bytes.
  private static let tables: [UInt32] = {
    var tables = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    for index in 256..<8 * 256 {
      let before = tables[index - 256]
      tables.append(before >> 8 ^ tables[Int(before & 0xFF)])
    }
    return tables
  }()

  /// The checksum of some bytes.
  static func checksum(_ data: Data) -> UInt32 {
    data.withUnsafeBytes { bytes in
      tables.withUnsafeBufferPointer { tables in
        var crc = UInt32.max
        var offset = 0
        while bytes.count - offset >= 8 {
          let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) ^ UInt64(crc)
          crc = (0..<8).reduce(0) { $0 ^ tables[(7 - $1) << 8 | Int(word >> (8 * UInt64($1)) & 0xFF)] }
          offset += 8
        }
        while offset < bytes.count {
          crc = crc >> 8 ^ tables[Int((crc ^ UInt32(bytes[offset])) & 0xFF)]
          offset += 1
        }
        return ~crc
      }
    }
  }
}
