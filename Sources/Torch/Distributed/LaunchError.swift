/// What can be wrong with the environment of a process that a launcher has started.
public enum LaunchError: Error, Sendable, Equatable {
  /// A variable that a process among several needs is not set.
  case missing(variable: String)
  /// A variable's value is not a number that it can have.
  case badNumber(variable: String, value: String)
  /// The rank is not less than the number of processes.
  case rankTooLarge(rank: Int, size: Int)
}
