import Glibc

extension FileError: CustomStringConvertible {
  /// The error as an English sentence; it names the file, never its directory.
  public var description: String {
    switch self {
    case .system(let operation, let file, let code):
      "cannot \(operation.rawValue) \(file): \(Self.reason(code))"
    }
  }

  /// What the system's error number means.
  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOSPC: "the disk is full"
    case EDQUOT: "the disk quota is used up"
    case EFBIG: "the file would be larger than the system allows"
    case ENOENT: "there is no such file or directory"
    case EACCES, EPERM: "permission denied"
    case EISDIR: "it is a directory"
    case ENOTDIR: "a part of its path is not a directory"
    case EROFS: "the file system is read-only"
    default: strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)"
    }
  }
}
