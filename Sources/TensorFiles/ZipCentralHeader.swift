import FoundationEssentials

/// What the central directory says of one entry.
struct ZipCentralHeader {
  /// The entry's name.
  let name: String
  /// Whether the bytes stand in the file as they are.
  private let isStored: Bool
  private let byteCount: Int
  private let localOffset: Int

  private static let signature: UInt32 = 0x0201_4B50
  private static let localSignature: UInt32 = 0x0403_4B50

  /// Reads the next header.
  init(_ reader: inout ByteReader) throws(TensorFileError) {
    let start = reader.offset
    guard try reader.integer(UInt32.self) == Self.signature else {
      throw .zip(file: reader.file, .wrongSignature(record: "a central header", offset: start))
    }
    _ = try reader.range(4)
    let flags = try reader.integer(UInt16.self)
    let method = try reader.integer(UInt16.self)
    _ = try reader.range(8)
    let compressed = try reader.size(UInt32.self)
    let plain = try reader.size(UInt32.self)
    let nameByteCount = try reader.size(UInt16.self)
    let extraByteCount = try reader.size(UInt16.self)
    let commentByteCount = try reader.size(UInt16.self)
    let part = try reader.size(UInt16.self)
    _ = try reader.range(6)
    let local = try reader.size(UInt32.self)
    name = String(decoding: try reader.bytes(nameByteCount), as: UTF8.self)
    var wide = Zip64Field(try reader.bytes(extraByteCount), file: reader.file)
    _ = try reader.range(commentByteCount)

    // The wide values stand in this order, each only if its narrow one is all ones.
    byteCount = try wide.value(for: plain)
    let storedByteCount = try wide.value(for: compressed)
    localOffset = try wide.value(for: local)
    guard part == 0 else { throw .zip(file: reader.file, .severalParts) }
    let isEncrypted = flags & 1 != 0
    isStored = method == 0 && !isEncrypted && storedByteCount == byteCount
  }

  /// The offsets of the entry's bytes, which follow its local header.
  func range(in data: Data, file: String) throws(TensorFileError) -> Range<Int> {
    guard isStored else { throw .zip(file: file, .notStored(entry: name)) }
    guard localOffset <= data.count else { throw .zip(file: file, .outOfRange(entry: name)) }
    var reader = ByteReader(data, file: file, from: localOffset)
    guard try reader.integer(UInt32.self) == Self.localSignature else {
      throw .zip(file: file, .wrongSignature(record: "a local header", offset: localOffset))
    }
    _ = try reader.range(22)
    let nameByteCount = try reader.size(UInt16.self)
    let extraByteCount = try reader.size(UInt16.self)
    _ = try reader.range(nameByteCount + extraByteCount)
    guard byteCount <= reader.remaining else { throw .zip(file: file, .outOfRange(entry: name)) }
    return try reader.range(byteCount)
  }
}

/// The zip64 field among an entry's extra fields: wide values for what does not fit 32 bits.
private struct Zip64Field {
  private var reader: ByteReader

  init(_ extra: Data, file: String) {
    var fields = ByteReader(extra, file: file)
    while let identifier = try? fields.integer(UInt16.self), let byteCount = try? fields.size(UInt16.self),
      let range = try? fields.range(byteCount)
    {
      if identifier == 1 {
        reader = ByteReader(extra, file: file, from: range.lowerBound, to: range.upperBound)
        return
      }
    }
    reader = ByteReader(Data(), file: file)
  }

  /// The value itself, or the next wide one if it is all ones.
  mutating func value(for narrow: Int) throws(TensorFileError) -> Int {
    narrow == 0xFFFF_FFFF ? try reader.size(UInt64.self) : narrow
  }
}
