import Bundles
public import Datasets
public import Foundation
public import Metrics

/// Compares finished runs on the test images that all of them were measured on.
public enum RunComparison {
  /// Images that an error names.
  private static let exampleCount = 3

  /// The comparison of a task.
  public enum Comparison: Sendable {
    /// Of runs of two classes.
    case binary(ModelComparison)
    /// Of runs of several classes or findings.
    case several(SeveralRunComparison)
  }

  /// A finished run with what it said of its test images.
  private struct Run {
    let name: String
    let metadata: ModelMetadata
    /// Sorted by path.
    let test: [PredictionTable.Row]
    /// The classes as all runs are to call them.
    let choice: ClassChoice

    init(_ url: URL, _ classes: ClassChoice?) throws {
      name = url.standardizedFileURL.lastPathComponent
      let table = RunDirectory.predictions(url)
      guard FileManager.default.fileExists(atPath: table.path),
        FileManager.default.fileExists(atPath: url.appending(path: "bundle").path)
      else { throw LearningError.notAFinishedRun(name) }
      metadata = try ModelBundle(contentsOf: url).metadata
      choice = try classes ?? ClassChoice(metadata.classes.map { ClassChoice.Item(name: $0, labels: []) })
      test = try PredictionTable(contentsOf: table).rows.filter { $0.split == .test }.sorted { $0.path < $1.path }
      guard !test.isEmpty else { throw LearningError.noTestPredictions(run: name) }
    }

    /// What is true of the test images, in the classes of `choice`, which does not depend on the model.
    func truth(_ choice: ClassChoice) -> Set<[String]> {
      Set(test.map { [$0.path, $0.patient] + $0.truth.map { choice.name(of: $0) ?? $0 } })
    }

    /// The positive class, in the classes of `choice`.
    func positiveClass(_ choice: ClassChoice) -> String {
      choice.name(of: metadata.positiveClass) ?? metadata.positiveClass
    }

    var candidate: ModelComparison.Candidate {
      get throws {
        let positive = metadata.positiveClass
        let predictions = try BinaryPredictions(
          scores: test.map { $0.probabilities[0] }, labels: test.map { $0.truth == [positive] ? 1 : 0 },
          groups: test.map(\.patient))
        return ModelComparison.Candidate(
          name, predictions, threshold: metadata.operatingPoint.threshold, stress: metadata.metrics.stress)
      }
    }
  }

  /// Compares the runs in these folders; the first is what the others are held against.
  ///
  /// - Parameter classes: which of the runs' classes are the same; `nil` for those whose names differ in case or plural
  ///   only.
  /// - Throws: `LearningError.tasksDiffer`; `.testSetsDiffer` where images, patients or classes are others;
  ///   `.notAFinishedRun`, `.noTestPredictions`; `BundleError`, `DataError`, `MetricsError`.
  public static func compare(
    _ folders: [URL], classes: ClassChoice? = nil, bootstrap: Bootstrap = Bootstrap()
  ) throws -> Comparison {
    let runs = try folders.map { try Run($0, classes) }
    guard let first = runs.first else { throw MetricsError.empty }
    for run in runs where run.metadata.task != first.metadata.task {
      throw LearningError.tasksDiffer(model: first.metadata.task, data: run.metadata.task)
    }
    let choice = first.choice
    let (truth, positive) = (first.truth(choice), first.positiveClass(choice))
    for run in runs.dropFirst() {
      let others = truth.symmetricDifference(run.truth(choice)).compactMap(\.first)
      let differing = Set(others).sorted()
      let isSameQuestion = run.positiveClass(choice) == positive
      guard differing.isEmpty, isSameQuestion else {
        throw LearningError.testSetsDiffer(
          first: first.name, second: run.name,
          examples: isSameQuestion
            ? Array(differing.prefix(exampleCount))
            : ["the positive class (\(first.metadata.positiveClass), \(run.metadata.positiveClass))"],
          count: max(1, differing.count))
      }
    }
    guard first.metadata.task == .binary else {
      guard runs.allSatisfy({ $0.metadata.classes == first.metadata.classes }) else { throw MetricsError.notPaired }
      return .several(
        try SeveralRunComparison(runs.map { ($0.name, $0.metadata, $0.test) }, bootstrap: bootstrap))
    }
    let names = first.metadata.classes.filter { $0 != first.metadata.positiveClass } + [first.metadata.positiveClass]
    return .binary(try ModelComparison(runs.map { try $0.candidate }, classes: names, bootstrap: bootstrap))
  }
}
