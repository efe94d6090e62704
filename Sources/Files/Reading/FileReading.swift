public import FoundationEssentials
import Glibc

/// Reading whole files, with their size checked before memory is set aside.
public enum FileReading {
  /// The bytes of a regular file of at most `limit` bytes.
  ///
  /// - Throws: `FileError`; `.tooLarge` before anything is read.
  public static func bytes(of url: URL, limit: Int) throws(FileError) -> Data {
    let file = try OpenFile(url, O_RDONLY | O_NONBLOCK, operation: .open)
    var bytes = Data(count: try checkedByteCount(of: file, url, limit))
    var span = bytes.mutableBytes
    let filled = try span.withUnsafeMutableBytes { (buffer) throws(FileError) in try fill(buffer, from: file) }
    return bytes.prefix(filled)
  }

  /// The bytes of a regular file of at most `limit` bytes, for readers that take an array.
  ///
  /// - Throws: `FileError`; `.tooLarge` before anything is read.
  public static func array(of url: URL, limit: Int) throws(FileError) -> [UInt8] {
    let file = try OpenFile(url, O_RDONLY | O_NONBLOCK, operation: .open)
    var bytes = [UInt8](repeating: 0, count: try checkedByteCount(of: file, url, limit))
    var span = bytes.mutableSpan
    let filled = try span.withUnsafeMutableBytes { (buffer) throws(FileError) in try fill(buffer, from: file) }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// Reads until the buffer is full or the file at its end; the bytes that were read.
  private static func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from file: borrowing OpenFile
  ) throws(FileError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// A regular file mapped into memory, read as it is looked at.
  ///
  /// Files that Hilum replaces stay whole under a reader, since the old one lives on until it is unmapped. A file that
  /// another program shortens meanwhile ends the process, so map only what is not edited in place.
  ///
  /// - Throws: `FileError`; `.tooLarge` before anything is mapped.
  public static func mapped(_ url: URL, limit: Int = .max) throws(FileError) -> Data {
    let file = try OpenFile(url, O_RDONLY | O_NONBLOCK, operation: .open)
    return try file.map(checkedByteCount(of: file, url, limit))
  }

  private static func checkedByteCount(of file: borrowing OpenFile, _ url: URL, _ limit: Int) throws(FileError) -> Int {
    let byteCount = try file.byteCount()
    guard byteCount <= limit else {
      throw .tooLarge(file: url.lastPathComponent, byteCount: byteCount, limit: limit)
    }
    return byteCount
  }
}
