/// Why an installed LibTorch can't be used.
public enum InstallationProblem: Error, Sendable, Equatable {
  /// There is no such folder.
  case noFolder
  /// The folder lacks a library.
  case missing(String)
  /// A file is no shared library.
  case notALibrary(String)
  /// A library is for another processor.
  case machine(String, found: String, needed: String)
  /// No file says which version it is.
  case noVersion
  /// It is another version than the one that this program was compiled for.
  case version(found: String, needed: String)
  /// It was compiled with the strings of before C++11.
  case oldStrings
  /// The dynamic linker refuses it. `reason` is the linker's.
  case notLoadable(reason: String)
}
