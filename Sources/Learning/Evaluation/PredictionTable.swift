public import Datasets
import Files
import Foundation
public import Metrics

/// What a model said of each image of its data, as a CSV file for people and other programs.
///
/// Columns, `NAME` being a class or finding:
///
/// | task | after split, path, patient |
/// |---|---|
/// | binary | class (the true one), probability (calibrated, of the positive class), threshold |
/// | multi-class | truth (the true class), `probability:NAME` of each |
/// | multi-label | `truth:NAME` (1, 0, or empty where it is not known), `probability:NAME` of each |
public struct PredictionTable: Sendable, Equatable {
  /// One image.
  public struct Row: Sendable, Equatable {
    /// The part of the data it belongs to.
    public let split: Split
    /// Its path in the data set.
    public let path: String
    /// Whose image it is.
    public let patient: String
    /// What is true of it, as the columns have it: its class, or 1, 0 or nothing for each finding.
    public let truth: [String]
    /// The calibrated probability of the positive class, or of each of several classes or findings.
    public let probabilities: [Double]
    /// The probability from which on the image is called positive; nil of several classes or findings.
    public let threshold: Double?
  }

  /// What was decided of the images.
  public let task: ClassificationTask
  /// The several classes or findings; empty where there are two classes.
  public let names: [String]
  /// The images.
  public let rows: [Row]

  /// The rows of tables of the same task and classes, in the order of their paths; nil without a table.
  init?(joining tables: [PredictionTable], split: Split) {
    guard let first = tables.first else { return nil }
    task = first.task
    names = first.names
    rows = tables.flatMap(\.rows).filter { $0.split == split }.sorted { $0.path < $1.path }
  }

  /// The predictions of a run.
  init(_ outcome: RunOutcome) {
    let classes = outcome.judge.classes
    let measured = [(Split.validation, outcome.validation)] + (outcome.test.map { [(Split.test, $0)] } ?? [])
    task = classes.task
    names = classes.task == .binary ? [] : classes.names
    rows = measured.flatMap { split, measurement in
      zip(measurement.samples, measurement.predictions.rows).map { sample, probabilities in
        Row(
          split: split, path: sample.path, patient: sample.patient, truth: sample.truth.cells(classes.names),
          probabilities: probabilities,
          threshold: classes.task == .binary ? outcome.judge.operatingPoint.threshold : nil)
      }
    }
  }

  // MARK: - Files

  private static let places = ["split", "path", "patient"]
  private static let truth = "truth"
  private static let probability = "probability"

  private static func header(_ task: ClassificationTask, _ names: [String]) -> (truth: [String], scores: [String]) {
    let scores = names.map { "\(probability):\($0)" }
    return switch task {
    case .binary: (["class"], [probability])
    case .multiclass: ([truth], scores)
    case .multilabel: (names.map { "\(truth):\($0)" }, scores)
    }
  }

  /// Reads a table that was written.
  ///
  /// - Throws: ``DataError``.
  init(contentsOf url: URL) throws {
    let table = try CSVTable(contentsOf: url)
    let prefix = Self.probability + ":"
    names = table.header.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    task = names.isEmpty ? .binary : table.header.contains(Self.truth) ? .multiclass : .multilabel
    let header = Self.header(task, names)
    let threshold = task == .binary ? ["threshold"] : []
    for column in Self.places + header.truth + header.scores + threshold where !table.header.contains(column) {
      throw DataError.missingColumn(file: table.file, column: column, present: table.header)
    }
    let isBinary = task == .binary
    rows = try table.rows.map { row in
      let cells = Dictionary(zip(table.header, row.fields)) { first, _ in first }
      let probabilities = header.scores.compactMap { Double(cells[$0] ?? "") }
      let threshold = Double(cells["threshold"] ?? "")
      guard let split = Split(rawValue: cells["split"] ?? ""), probabilities.count == header.scores.count,
        !isBinary || threshold != nil
      else { throw DataError.emptyCell(file: table.file, line: row.line, column: Self.probability) }
      return Row(
        split: split, path: cells["path"] ?? "", patient: cells["patient"] ?? "",
        truth: header.truth.map { cells[$0] ?? "" }, probabilities: probabilities,
        threshold: isBinary ? threshold : nil)
    }
  }

  /// Writes the table.
  ///
  /// - Throws: `FileError`.
  func write(to url: URL) throws {
    let header = Self.header(task, names)
    let titles = Self.places + header.truth + header.scores + (task == .binary ? ["threshold"] : [])
    let lines = rows.map { row in
      [row.split.rawValue, row.path, row.patient] + row.truth + row.probabilities.map { "\($0)" }
        + (row.threshold.map { ["\($0)"] } ?? [])
    }
    try AtomicFile.write(Data(CSVTable.text([titles] + lines).utf8), to: url)
  }
}

extension TaskPredictions {
  /// The probability of the positive class, or those of all classes or findings, of each case.
  fileprivate var rows: [[Double]] {
    switch self {
    case .binary(let predictions): predictions.scores.map { [$0] }
    case .multiclass(let predictions): predictions.probabilities
    case .multilabel(let predictions): predictions.probabilities
    }
  }
}

extension Truth {
  /// The truth as cells: the class, or 1, 0 or nothing for each finding.
  fileprivate func cells(_ names: [String]) -> [String] {
    switch self {
    case .oneOf(let index): [names.indices.contains(index) ? names[index] : ""]
    case .findings(let findings): findings.map { $0.map { $0 ? "1" : "0" } ?? "" }
    }
  }
}
