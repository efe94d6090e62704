// The sentences of `LaunchError`.

extension LaunchError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .missing(let variable):
      "this is one of several processes, but \(variable) is not set; torchrun sets it, and with srun it must be exported"
    case .badNumber(let variable, let value):
      "\(variable) can't be '\(value)'"
    case .rankTooLarge(let rank, let size):
      "there is no rank \(rank) among \(size) processes: ranks count from 0"
    }
  }
}
