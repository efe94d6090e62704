import CLinux
public import FoundationEssentials
import Glibc

/// Building a directory so that its name always stands for a whole directory.
///
/// The content is built in a temporary beside the target and synced to the disk. `create` then renames it; `replace`
/// exchanges it with the old directory in one step (`RENAME_EXCHANGE` of `renameat2(2)`) and removes the old one, so a
/// kill at any time leaves the old directory, whole, or the new one, whole, under the name. Where the file system
/// cannot exchange (some network file systems), the old directory is moved aside first: a kill between the two renames
/// leaves it, whole, under a temporary name. On failure the temporary is removed; one that a kill left behind is removed
/// by a later build of the same directory.
public enum AtomicDirectory {
  /// Builds a new directory at `url`, where nothing or an empty directory may stand.
  ///
  /// - Parameter build: Fills the directory that it is given.
  /// - Throws: `FileError`, with `EEXIST` or `ENOTEMPTY` if something is there by then; what `build` throws.
  public static func create(at url: URL, _ build: (URL) throws -> Void) throws {
    try TemporarySibling.withDirectory(for: url) { temporary in
      try build(temporary)
      try move(temporary, to: url)
    }
  }

  /// Builds the directory at `url` anew, in place of what stands there.
  ///
  /// - Parameter build: Fills the directory that it is given.
  /// - Throws: `FileError`; what `build` throws. The old directory is untouched then.
  public static func replace(at url: URL, _ build: (URL) throws -> Void) throws {
    try TemporarySibling.withDirectory(for: url) { temporary in
      try build(temporary)
      try synchronize(temporary)
      if rename(temporary.path, url.path) != 0 {
        guard errno == ENOTEMPTY || errno == EEXIST else {
          throw FileError.system(.replace, file: url.lastPathComponent, code: errno)
        }
        try exchange(temporary, url)
      }
      try AtomicFile.synchronizeDirectory(of: url)
    }
  }

  /// Brings a directory of the same file system to its place, where nothing or an empty directory may stand.
  static func move(_ source: URL, to url: URL) throws(FileError) {
    try synchronize(source)
    try AtomicFile.rename(source, to: url, operation: .create)
  }

  // MARK: - Steps

  /// Brings a directory and everything in it to the disk.
  private static func synchronize(_ directory: URL) throws(FileError) {
    try OpenFile(directory, O_RDONLY | O_DIRECTORY, operation: .write).synchronizeFileSystem()
  }

  /// Gives each of two directories the other's name.
  private static func exchange(_ temporary: URL, _ url: URL) throws(FileError) {
    if renameat2(AT_FDCWD, temporary.path, AT_FDCWD, url.path, HILUM_RENAME_EXCHANGE) == 0 { return }
    let aside = TemporarySibling.url(for: url)
    guard errno == EINVAL || errno == ENOSYS, rename(url.path, aside.path) == 0 else {
      throw .system(.replace, file: url.lastPathComponent, code: errno)
    }
    guard rename(temporary.path, url.path) == 0 else {
      let code = errno
      rename(aside.path, url.path)
      throw .system(.replace, file: url.lastPathComponent, code: code)
    }
    rename(aside.path, temporary.path)
  }
}
