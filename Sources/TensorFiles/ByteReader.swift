import FoundationEssentials

/// Reads little-endian fields from bytes, one after the other, and never past their end.
struct ByteReader {
  /// What is read.
  let data: Data
  /// The file's name, for errors.
  let file: String
  /// Where the next field starts, counted from the start of `data`.
  private(set) var offset: Int
  /// The end of what may be read.
  let end: Int

  /// Reads `data` from `offset` up to `end`, or to its end.
  init(_ data: Data, file: String, from offset: Int = 0, to end: Int? = nil) {
    self.data = data
    self.file = file
    self.offset = max(0, min(offset, data.count))
    self.end = min(end ?? data.count, data.count)
  }

  /// The number of bytes that are left.
  var remaining: Int { max(0, end - offset) }

  /// Steps over `count` bytes and gives the offsets they have.
  mutating func range(_ count: Int) throws(TensorFileError) -> Range<Int> {
    guard count >= 0, count <= remaining else {
      throw .truncated(file: file, offset: offset, byteCount: count)
    }
    defer { offset += count }
    return offset..<offset + count
  }

  /// The next `count` bytes.
  mutating func bytes(_ count: Int) throws(TensorFileError) -> Data {
    try data.rebased(range(count))
  }

  /// The next byte.
  mutating func byte() throws(TensorFileError) -> UInt8 {
    try integer(UInt8.self)
  }

  /// The next fixed-width integer.
  mutating func integer<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type
  ) throws(TensorFileError) -> Value {
    let start = try range(MemoryLayout<Value>.size).lowerBound
    return Value(littleEndian: data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: type) })
  }

  /// The next fixed-width integer as a count or an offset.
  mutating func size(_ type: (some FixedWidthInteger & BitwiseCopyable).Type) throws(TensorFileError) -> Int {
    let start = offset
    guard let value = Int(exactly: try integer(type)), value >= 0 else {
      throw .truncated(file: file, offset: start, byteCount: .max)
    }
    return value
  }

  /// The next bytes up to a newline, which is read too, as UTF-8.
  mutating func line() throws(TensorFileError) -> String {
    var line: [UInt8] = []
    while true {
      let next = try byte()
      if next == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(next)
    }
  }
}
