/// What can go wrong with a file, or with fetching one.
///
/// Each case carries the file's name, never its directory.
public enum FileError: Error, Sendable, Equatable {
  /// A system call failed with this error number.
  case system(Operation, file: String, code: Int32)
  /// Something else than a regular file stands there: a directory, a device, a pipe.
  case notRegularFile(file: String)
  /// The file has more bytes than the reader takes.
  case tooLarge(file: String, byteCount: Int, limit: Int)
  /// The bytes are not the expected ones.
  case checksumMismatch(file: String, expected: Checksum, found: Checksum)
  /// A program that is needed is not installed.
  case missingProgram(String, purpose: String)
  /// A program failed; the reason is what it said.
  case commandFailed(purpose: String, reason: String)
  /// A package does not have the file that it was fetched for.
  case missingInPackage(file: String, package: String)

  /// What was tried.
  public enum Operation: String, Sendable, Equatable {
    case create, open, read, write, replace
  }
}
