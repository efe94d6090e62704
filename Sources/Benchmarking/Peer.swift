public import Foundation

/// A Python system that does the same work, to be measured in alternation.
///
/// A folder with the scripts `forward.py`, `preprocess.py`, `evaluate.py` and `predict.py`, such as Benchmarks/Peer.
public struct Peer: Sendable {
  private let folder: URL
  private let python: String
  private let weights: URL

  /// A peer.
  ///
  /// - Parameters:
  ///   - python: The interpreter that has its libraries.
  ///   - weights: The state dict of its network.
  /// - Throws: `BenchmarkError.missingScript`.
  public init(_ folder: URL, python: String, weights: URL) throws(BenchmarkError) {
    self.folder = folder
    self.python = python
    self.weights = weights
    for name in ["forward.py", "preprocess.py", "evaluate.py", "predict.py"] {
      guard FileManager.default.fileExists(atPath: folder.appending(path: name).path) else {
        throw .missingScript(name)
      }
    }
  }

  /// Milliseconds of one forward pass of a batch.
  func forward(batch: Int) throws -> BenchmarkFigure { try answer("forward.py", [weights.path, "\(batch)"]) }

  /// Milliseconds to decode and preprocess one picture, on one thread.
  func preprocess(_ pictures: [URL]) throws -> BenchmarkFigure { try answer("preprocess.py", pictures.map(\.path)) }

  /// Images a second from files to probabilities.
  func evaluate(_ pictures: [URL]) throws -> BenchmarkFigure {
    try answer("evaluate.py", [weights.path] + pictures.map(\.path))
  }

  /// Milliseconds and memory of a process that reads one picture.
  func predict(_ picture: URL) throws -> BenchmarkFigure {
    let outcome = try ChildProcess.run(command("predict.py", [weights.path, picture.path]))
    return BenchmarkFigure(outcome.milliseconds, megabytes: outcome.megabytes)
  }

  private func command(_ script: String, _ arguments: [String]) -> [String] {
    [python, folder.appending(path: script).path] + arguments
  }

  private func answer(_ script: String, _ arguments: [String]) throws -> BenchmarkFigure {
    struct Answer: Decodable { let value: Double }
    let output = try ChildProcess.run(command(script, arguments)).output
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(output.utf8)) else {
      throw BenchmarkError.malformedAnswer(script)
    }
    return BenchmarkFigure(answer.value)
  }
}
