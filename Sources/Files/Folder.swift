public import FoundationEssentials
import Glibc

/// Making directories to write to.
public enum Folder {
  /// Makes the directory at `url`, and those above it that are not there yet; one that is there is let be.
  ///
  /// - Throws: `FileError` that names what could not be made.
  public static func make(at url: URL) throws(FileError) {
    let url = url.standardizedFileURL
    guard mkdir(url.path, 0o777) != 0 else { return }
    let code = errno
    let parent = url.deletingLastPathComponent()
    switch code {
    case EEXIST where isDirectory(url): return
    case EEXIST: throw .system(.create, file: url.lastPathComponent, code: ENOTDIR)
    case ENOENT where parent.path != url.path && !isDirectory(parent):
      try make(at: parent)
      try make(at: url)
    default: throw .system(.create, file: url.lastPathComponent, code: code)
    }
  }

  private static func isDirectory(_ url: URL) -> Bool {
    var status = stat()
    return stat(url.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
