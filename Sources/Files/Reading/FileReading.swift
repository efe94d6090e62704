public import FoundationEssentials
import Glibc

/// Reading whole files, with their size checked before memory is set aside.
public enum FileReading {
  /// The bytes of a regular file of at most `limit` bytes.
  ///
  /// - Throws: `FileError`; `.tooLarge` before anything is read.
  public static func bytes(of url: URL, limit: Int) throws(FileError) -> Data {
    let file = try OpenFile(url, O_RDONLY | O_NONBLOCK, operation: .open)
    let byteCount = try checkedByteCount(of: file, url, limit)
    var bytes = Data(count: byteCount)
    var filled = 0
    while filled < byteCount {
      var span = bytes.mutableBytes
      let count = try span.withUnsafeMutableBytes { (buffer) throws(FileError) -> Int in
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      }
      if count == 0 { break }
      filled += count
    }
    return bytes.prefix(filled)
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
