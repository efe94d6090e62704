/// What can stop a big reading, besides its disk.
public enum ScoringError: Error, Sendable, Equatable {
  /// Work that was begun can't be gone on with: it was other work.
  case otherWork(file: String, differences: [String])
  /// What stands where work is kept until it is done was not written by this program.
  case foreignFile(String)
  /// Records that were done are gone or changed.
  case damaged(file: String)
}

extension ScoringError: CustomStringConvertible {
  /// The error as an English sentence.
  public var description: String {
    switch self {
    case .otherWork(let file, let differences):
      "\(file) was begun with a different \(differences.joined(separator: ", ")): "
        + "go on with that, or use --overwrite to begin anew"
    case .foreignFile(let file):
      "\(file) is in the way: it is not the beginning of a reading"
    case .damaged(let file):
      "\(file) was changed by another program while pictures were read: run the command again"
    }
  }
}
