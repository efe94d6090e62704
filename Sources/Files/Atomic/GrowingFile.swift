public import FoundationEssentials
import Glibc

/// A file that grows piece by piece, by one process at a time.
///
/// A kill may leave a part of the last piece; whoever goes on with the file finds that out and cuts it off.
public final class GrowingFile: Sendable {
  private let file: OpenFile

  /// Opens the file at `url`, or makes an empty one.
  ///
  /// - Throws: `FileError`, `EWOULDBLOCK` where another process has it open likewise.
  public init(_ url: URL) throws(FileError) {
    file = try OpenFile(url, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK, operation: .open)
    _ = try file.byteCount()
    guard !file.isLockedElsewhere() else { throw .system(.open, file: url.lastPathComponent, code: EWOULDBLOCK) }
  }

  /// Appends bytes.
  ///
  /// - Throws: `FileError`.
  public func append(_ bytes: Data) throws(FileError) {
    try bytes.bytes.withUnsafeBytes { (bytes) throws(FileError) in try file.write(bytes) }
  }

  /// Drops all but the first `byteCount` bytes.
  ///
  /// - Throws: `FileError`.
  public func cut(to byteCount: Int) throws(FileError) { try file.cut(to: byteCount) }
}
