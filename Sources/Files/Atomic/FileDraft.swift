public import FoundationEssentials
import Glibc

/// The new content of a file while it is written, piece after piece; see ``AtomicFile``.
///
/// The file's name gives the old content until ``finish()``; a draft that is dropped before leaves nothing.
public struct FileDraft: ~Copyable {
  private let target: URL
  private let temporary: URL
  private let file: OpenFile

  /// Begins a new content of the file at `url`.
  ///
  /// - Throws: `FileError`.
  public init(of url: URL) throws(FileError) {
    TemporarySibling.removeLeftovers(of: url)
    let temporary = TemporarySibling.url(for: url)
    file = try OpenFile(temporary, O_WRONLY | O_CREAT | O_EXCL, operation: .create, name: url.lastPathComponent)
    file.lock()
    (self.temporary, target) = (temporary, url)
  }

  // Of what was finished, the name is gone already.
  deinit { unlink(temporary.path) }

  /// Appends bytes.
  ///
  /// - Throws: `FileError`.
  public func append(_ bytes: Data) throws(FileError) {
    try bytes.bytes.withUnsafeBytes { (bytes) throws(FileError) in try file.write(bytes) }
  }

  /// Gives the file what was written.
  ///
  /// - Throws: `FileError`; the old content stays then.
  public consuming func finish() throws(FileError) {
    try file.synchronize()
    try AtomicFile.rename(temporary, to: target, operation: .replace)
  }
}
