/// Values one after the other: Parquet's encoding "Plain".
///
/// <https://github.com/apache/parquet-format/blob/master/Encodings.md>: numbers in little endian, texts as UTF-8 after their
/// length in four bytes, booleans as bits, the first in the lowest.
enum PlainEncoding {
  /// The values that are there.
  static func bytes(_ values: ParquetValues) -> [UInt8] {
    switch values {
    case .strings(let texts): bytes(texts.lazy.compactMap(\.self))
    case .doubles(let numbers): littleEndian(numbers.lazy.compactMap { $0?.bitPattern })
    case .int32s(let numbers): littleEndian(numbers.lazy.compactMap(\.self))
    case .floats(let lists): littleEndian(lists.lazy.compactMap(\.self).joined().lazy.map(\.bitPattern))
    case .booleans(let flags): bits(flags.compactMap(\.self))
    }
  }

  static func bytes(_ texts: some Sequence<String>) -> [UInt8] {
    var bytes: [UInt8] = []
    for text in texts {
      bytes.appendLittleEndian(UInt32(truncatingIfNeeded: text.utf8.count))
      bytes += text.utf8
    }
    return bytes
  }

  private static func littleEndian(_ numbers: some Sequence<some FixedWidthInteger>) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in numbers { bytes.appendLittleEndian(number) }
    return bytes
  }

  private static func bits(_ flags: [Bool]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (flags.count + 7) / 8)
    for (index, flag) in flags.enumerated() where flag { bytes[index / 8] |= 1 << (index % 8) }
    return bytes
  }
}
