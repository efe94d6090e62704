public import Inference

/// What becomes of one picture of a big list: its line in a journal.
public protocol ScoredRecord: Sendable, Codable {
  /// The picture's file.
  var file: String? { get }
  /// Whether the picture could not be read.
  var isFailure: Bool { get }
}

extension ReadingRecord: ScoredRecord {}
