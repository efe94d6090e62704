import FoundationEssentials

/// Makes a zip archive whose entries are stored plainly, each beginning at a multiple of 64 bytes as PyTorch's do.
///
/// No zip64: archives of up to 4 GiB (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). Times are left at their least
/// value, so that equal content gives equal bytes.
enum ZipWriter {
  private static let alignment = 64
  private static let limit = Int(UInt32.max)
  /// The identifier of the extra field with which PyTorch fills the gap before an entry's bytes.
  private static let padding: UInt16 = 0x4246
  /// 1 January 1980, the first day that the format knows.
  private static let date: UInt16 = 0x0021

  /// The archive in pieces, one after the other; the entries' bytes are not copied.
  ///
  /// - Throws: `TensorFileError.zip` for more than 4 GiB or 65,535 entries.
  static func pieces(of entries: [(name: String, bytes: Data)], file: String) throws(TensorFileError) -> [Data] {
    let total = entries.reduce(0) { $0 + $1.bytes.count + 2 * $1.name.utf8.count + 256 }
    guard total <= limit else { throw .zip(file: file, .tooLong(byteCount: total, limit: limit)) }
    guard entries.count < Int(UInt16.max) else {
      throw .zip(file: file, .tooManyEntries(entries.count, limit: Int(UInt16.max) - 1))
    }
    var pieces: [Data] = []
    var directory = Data()
    var offset = 0
    for (name, bytes) in entries {
      let checksum = CRC32.checksum(bytes)
      let start = offset + 30 + name.utf8.count + 4
      let gap = (alignment - start % alignment) % alignment
      var header = Data()
      header.little(UInt32(0x0403_4B50))
      header += common(name, bytes.count, checksum, extra: 4 + gap)
      header += Data(name.utf8)
      header.little(padding)
      header.little(UInt16(gap))
      header += Data(count: gap)
      directory.little(UInt32(0x0201_4B50))
      directory.little(UInt16(0))
      directory += common(name, bytes.count, checksum, extra: 0)
      // Comment, part, attributes, and where the local header stands.
      directory += Data(count: 10)
      directory.little(UInt32(offset))
      directory += Data(name.utf8)
      pieces += [header, bytes]
      offset += header.count + bytes.count
    }
    var end = Data()
    end.little(UInt32(0x0605_4B50))
    end.little(UInt32(0))
    end.little(UInt16(entries.count))
    end.little(UInt16(entries.count))
    end.little(UInt32(directory.count))
    end.little(UInt32(offset))
    end.little(UInt16(0))
    return pieces + [directory, end]
  }

  /// What both headers of an entry say: version, flags, method, time, checksum, sizes, lengths of name and extra field.
  private static func common(_ name: String, _ byteCount: Int, _ checksum: UInt32, extra: Int) -> Data {
    var fields = Data()
    for value in [20, 0, 0, 0, date] as [UInt16] { fields.little(value) }
    for value in [checksum, UInt32(byteCount), UInt32(byteCount)] { fields.little(value) }
    for value in [UInt16(name.utf8.count), UInt16(extra)] { fields.little(value) }
    return fields
  }
}

extension Data {
  /// Appends an integer, the least byte first.
  fileprivate mutating func little(_ value: some FixedWidthInteger & BitwiseCopyable) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
