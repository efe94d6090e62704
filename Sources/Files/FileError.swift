/// What can go wrong with a file; each case carries the file's name, never its directory.
public enum FileError: Error, Sendable, Equatable {
  /// A system call failed with this error number.
  case system(Operation, file: String, code: Int32)
  /// Something else than a regular file stands there: a directory, a device, a pipe.
  case notRegularFile(file: String)
  /// The file has more bytes than the reader takes.
  case tooLarge(file: String, byteCount: Int, limit: Int)
  /// The bytes are not the expected ones.
  case checksumMismatch(file: String, expected: Checksum, found: Checksum)

  /// What was tried.
  public enum Operation: String, Sendable, Equatable {
    case create, open, read, write, replace, remove
  }
}
