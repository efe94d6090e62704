import Glibc

extension FileError: CustomStringConvertible {
  /// The error as an English sentence.
  public var description: String {
    switch self {
    case .system(let operation, let file, let code):
      "cannot \(operation.rawValue) \(file): \(Self.reason(code))"
    case .notRegularFile(let file):
      "\(file) is not a regular file"
    case .tooLarge(let file, let byteCount, let limit):
      "\(file) has \(byteCount) bytes; at most \(limit) are read"
    case .checksumMismatch(let file, let expected, let found):
      "\(file) is damaged or not the expected file: its SHA-256 is \(found), not \(expected)"
    case .missingProgram(let program, let purpose):
      "cannot \(purpose): \(program) is not installed"
    case .commandFailed(let purpose, let reason):
      "cannot \(purpose): \(reason)"
    case .missingInPackage(let file, let package):
      "the Python package \(package) has no \(file)"
    }
  }

  /// What the system's error number means.
  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOSPC: "the disk is full"
    case EDQUOT: "the disk quota is used up"
    case EFBIG: "it would be larger than a file may be here"
    case ENOENT: "there is no such file or directory"
    case EEXIST, ENOTEMPTY: "it exists already"
    case EACCES, EPERM: "permission denied"
    case EISDIR: "it is a directory"
    case ENOTDIR: "it, or a part of its path, is not a directory"
    case EWOULDBLOCK: "another process writes it"
    case EROFS: "the file system is read-only"
    default: strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)"
    }
  }
}
