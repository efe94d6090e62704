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
    let draft = try FileDraft(of: url)
    for piece in pieces { try draft.append(piece) }
    try draft.finish()
  }

  /// Brings a file of the same file system to its place, as the new content of the file at `url`.
  ///
  /// - Throws: `FileError`; the old file is untouched then.
  static func move(_ source: URL, to url: URL) throws(FileError) {
    try OpenFile(source, O_RDONLY, operation: .write, name: url.lastPathComponent).synchronize()
    try rename(source, to: url, operation: .replace)
  }

  /// Renames and syncs the directory.
  static func rename(_ source: URL, to url: URL, operation: FileError.Operation) throws(FileError) {
    guard Glibc.rename(source.path, url.path) == 0 else {
      throw .system(operation, file: url.lastPathComponent, code: errno)
    }
    try synchronizeDirectory(of: url)
  }

  /// Brings what was written of a file to the disk.
  ///
  /// - Throws: `FileError`.
  public static func synchronize(_ url: URL) throws(FileError) {
    try OpenFile(url, O_RDONLY, operation: .write).synchronize()
  }

  /// Brings the entries of the directory in which `url` stands to the disk.
  ///
  /// - Throws: `FileError`.
  public static func synchronizeDirectory(of url: URL) throws(FileError) {
    try OpenFile(url.deletingLastPathComponent(), O_RDONLY | O_DIRECTORY, operation: .write).synchronize()
  }
}
