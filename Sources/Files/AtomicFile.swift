public import FoundationEssentials
import Glibc

/// Writing a file so that its name always stands for a whole file.
///
/// The bytes go to a temporary beside the target, are synced to the disk, and the temporary is renamed onto the target
/// (`rename(2)` is atomic); then the directory is synced. Whatever happens (a full disk, a kill, a power cut), the
/// name gives the old file, whole, or the new one, whole. On failure the temporary is removed; one that a kill
/// left behind is removed by a later write of the same file.
public enum AtomicFile {
  /// Writes `bytes` as the new content of the file at `url`.
  ///
  /// - Throws: `FileError`; the old file is untouched then.
  public static func write(_ bytes: Data, to url: URL) throws(FileError) {
    try write(pieces: CollectionOfOne(bytes), to: url)
  }

  /// Writes `pieces`, one after the other, as the new content of the file at `url`.
  ///
  /// - Throws: `FileError`; the old file is untouched then.
  public static func write(pieces: some Sequence<Data>, to url: URL) throws(FileError) {
    TemporarySibling.removeLeftovers(of: url)
    let temporary = TemporarySibling.url(for: url)
    do throws(FileError) {
      try fill(temporary, pieces, name: url.lastPathComponent)
      guard rename(temporary.path, url.path) == 0 else {
        throw .system(.replace, file: url.lastPathComponent, code: errno)
      }
    } catch {
      unlink(temporary.path)
      throw error
    }
    try OpenFile(url.deletingLastPathComponent(), O_RDONLY | O_DIRECTORY, operation: .write).synchronize()
  }

  private static func fill(_ url: URL, _ pieces: some Sequence<Data>, name: String) throws(FileError) {
    let file = try OpenFile(url, O_WRONLY | O_CREAT | O_EXCL, operation: .create, name: name)
    file.lock()
    for piece in pieces {
      try piece.bytes.withUnsafeBytes { (bytes) throws(FileError) in try file.write(bytes) }
    }
    try file.synchronize()
  }
}
