import FoundationEssentials

/// Where an archive's central directory stands, from the records at its end.
struct ZipDirectory {
  /// The number of entries.
  let entryCount: Int
  /// The offset of the first header.
  let start: Int
  /// The offset after the last header.
  let end: Int

  private static let endSignature: UInt32 = 0x0605_4B50
  private static let end64Signature: UInt32 = 0x0606_4B50
  private static let locatorSignature: UInt32 = 0x0706_4B50

  /// Finds the directory.
  init(_ data: Data, file: String) throws(TensorFileError) {
    let record = try Self.endRecord(data, file: file)
    var reader = ByteReader(data, file: file, from: record + 4)
    var parts = [try reader.size(UInt16.self), try reader.size(UInt16.self)]
    _ = try reader.size(UInt16.self)
    var entryCount = try reader.size(UInt16.self)
    var byteCount = try reader.size(UInt32.self)
    var start = try reader.size(UInt32.self)
    var limit = record
    if let record64 = try Self.endRecord64(data, file: file, before: record) {
      reader = ByteReader(data, file: file, from: record64 + 16)
      parts = [try reader.size(UInt32.self), try reader.size(UInt32.self)]
      _ = try reader.size(UInt64.self)
      entryCount = try reader.size(UInt64.self)
      byteCount = try reader.size(UInt64.self)
      start = try reader.size(UInt64.self)
      limit = record64
    }
    guard parts == [0, 0] else { throw .zip(file: file, .severalParts) }
    guard start <= limit, byteCount <= limit - start else {
      throw .zip(file: file, .outOfRange(entry: "the central directory"))
    }
    self.entryCount = entryCount
    self.start = start
    self.end = start + byteCount
  }

  /// The offset of the record that ends the archive; at most a comment of 64 KiB may follow it.
  private static func endRecord(_ data: Data, file: String) throws(TensorFileError) -> Int {
    let recordByteCount = 22
    let found = data.withUnsafeBytes { bytes in
      let last = bytes.count - recordByteCount
      return stride(from: last, through: max(0, last - 0xFFFF), by: -1).first { offset in
        let comment = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 20, as: UInt16.self))
        return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) == endSignature
          && offset + recordByteCount + Int(comment) == bytes.count
      }
    }
    guard let found else { throw .zip(file: file, .noEndRecord) }
    return found
  }

  /// The offset of the zip64 record that ends the archive, if there is one.
  private static func endRecord64(
    _ data: Data, file: String, before record: Int
  ) throws(TensorFileError) -> Int? {
    guard record >= 20 else { return nil }
    var locator = ByteReader(data, file: file, from: record - 20, to: record)
    guard try locator.integer(UInt32.self) == locatorSignature else { return nil }
    _ = try locator.size(UInt32.self)
    let offset = try locator.size(UInt64.self)
    guard offset <= record - 20 else {
      throw .zip(file: file, .outOfRange(entry: "the zip64 end record"))
    }
    var reader = ByteReader(data, file: file, from: offset, to: record)
    guard try reader.integer(UInt32.self) == end64Signature else {
      throw .zip(file: file, .wrongSignature(record: "the zip64 end record", offset: offset))
    }
    return offset
  }
}
