import Files
import Foundation

/// The folder of a cross-validation: `fold-N/`, `cross-validation.json`, `out-of-fold.csv`.
struct CrossValidationDirectory {
  private let url: URL

  /// Makes the folder, or opens that of a cross-validation that did not come to its end.
  ///
  /// - Throws: ``LearningError/outputExists(_:)``; ``LearningError/nothingToResume(_:)``.
  init(_ url: URL, resuming: Bool) throws {
    self.url = url
    let present = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    guard resuming || present.isEmpty else { throw LearningError.outputExists(url.lastPathComponent) }
    guard !resuming || present.contains("fold-1") else { throw LearningError.nothingToResume(url.lastPathComponent) }
    try Folder.make(at: url)
  }

  /// The folder of a fold's run, counted from 1.
  func run(_ number: Int) -> URL { url.appending(path: "fold-\(number)") }

  /// Whether a fold's run came to its end.
  func isFinished(_ run: URL) -> Bool { FileManager.default.fileExists(atPath: run.appending(path: "bundle").path) }

  /// Writes what was found.
  func write(_ result: CrossValidationResult, _ predictions: PredictionTable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(encoder.encode(result), to: url.appending(path: "cross-validation.json"))
    try predictions.write(to: url.appending(path: "out-of-fold.csv"))
  }
}
