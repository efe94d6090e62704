import Bundles
import Files
import Foundation

/// The folder of a cross-validation: `fold-N/`, `cross-validation.json`, `out-of-fold.csv`.
struct CrossValidationDirectory {
  private static let summaryLimit = 16 << 20
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

  /// Opens the folder of a cross-validation that came to its end; nil where it is not that of a cross-validation.
  ///
  /// - Throws: ``LearningError/crossValidationUnfinished(_:)``.
  init?(finished url: URL) throws {
    self.url = url
    guard !FileManager.default.fileExists(atPath: summary.path) else { return }
    guard FileManager.default.fileExists(atPath: run(1).path) else { return nil }
    throw LearningError.crossValidationUnfinished(url.lastPathComponent)
  }

  /// Where its figures stand.
  private var summary: URL { url.appending(path: "cross-validation.json") }

  /// The model of each fold, in order.
  ///
  /// - Throws: ``LearningError/foldMissing(_:fold:folds:)``, `BundleError`, `FileError`.
  func models() throws -> [ModelBundle] {
    struct Summary: Decodable { let folds: Int }
    let name = url.lastPathComponent
    let bytes = try FileReading.bytes(of: summary, limit: Self.summaryLimit)
    guard let folds = try? JSONDecoder().decode(Summary.self, from: bytes).folds, folds > 0 else {
      throw LearningError.crossValidationUnfinished(name)
    }
    return try (1...folds).map { fold in
      guard isFinished(run(fold)) else { throw LearningError.foldMissing(name, fold: fold, folds: folds) }
      return try ModelBundle(contentsOf: run(fold))
    }
  }

  /// The folder of a fold's run, counted from 1.
  func run(_ number: Int) -> URL { url.appending(path: "fold-\(number)") }

  /// The folder of the model that a test part held out of all folds is measured with.
  var finalRun: URL { url.appending(path: "final") }

  /// Whether a fold's run came to its end.
  func isFinished(_ run: URL) -> Bool { FileManager.default.fileExists(atPath: run.appending(path: "bundle").path) }

  /// Writes what was found.
  func write(_ result: CrossValidationResult, _ predictions: PredictionTable?) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(encoder.encode(result), to: summary)
    try predictions?.write(to: url.appending(path: "out-of-fold.csv"))
  }
}
