/// What can go wrong when a machine is measured.
///
/// The sentences stand in `BenchmarkError+Description.swift`.
public enum BenchmarkError: Error, Sendable, Equatable {
  /// There is no such program.
  case missingProgram(String)
  /// A program failed; its last words.
  case failed(String, reason: String)
  /// A script of the peer is not there.
  case missingScript(String)
  /// What a script of the peer wrote is not what was asked for.
  case malformedAnswer(String)
  /// There is no picture to measure with.
  case noPictures
  /// Someone wants an end.
  case interrupted
}
