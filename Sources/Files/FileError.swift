/// What can go wrong with a file: the operation, the file's name and what the system said of it.
public enum FileError: Error, Sendable, Equatable {
  /// A system call failed.
  case system(Operation, file: String, code: Int32)

  /// What was tried.
  public enum Operation: String, Sendable, Equatable {
    case create, open, read, write, sync, replace, remove
  }
}
