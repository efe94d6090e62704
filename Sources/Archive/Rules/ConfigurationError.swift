/// What can be wrong with an archive's configuration.
public enum ConfigurationError: Error, Sendable, Equatable {
  /// The file can't be read; the reason.
  case unreadable(file: String, reason: String)
  /// What is wrong in a file.
  indirect case inFile(String, ConfigurationError)
  /// The text is not YAML.
  case malformed(line: Int, problem: String)
  /// There is no such key.
  case unknownKey(line: Int, key: String, known: [String])
  /// A key that is needed is not there.
  case missingKey(line: Int, key: String)
  /// A value is of another type or not allowed.
  case notAllowed(line: Int, key: String, allowed: String, found: String)
  /// A destination is none, or of several kinds.
  case notOneKind(line: Int, destination: String, kinds: [String])
  /// A rule names a destination that there is not.
  case unknownDestination(line: Int, name: String, known: [String])
  /// A destination can't carry results of a kind.
  case notCarried(line: Int, destination: String, kind: ResultKind, carried: [ResultKind])
  /// Two destinations have the same name.
  case destinationTwice(name: String)
  /// There is no such source.
  case unknownSource(name: String, known: [String])
  /// A source's address, or a file that it needs, can't be used; the reason.
  case unusableSource(name: String, reason: String)
  /// The node's port was not given.
  case noPort
  /// An address that others can reach was asked for, with nothing to keep them out.
  case publicWithoutCallers(host: String)
  /// A destination's address, or a file that it needs, can't be used; the reason.
  case unusableDestination(name: String, reason: String)
}
