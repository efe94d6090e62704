public import Datasets
import Files
import Foundation
import Metrics

/// What a model said of each image of its data, as a CSV file for people and other programs.
///
/// Columns: split, path, patient, class (the true one), probability (calibrated, of the positive class), threshold.
public struct PredictionTable: Sendable, Equatable {
  /// One image.
  public struct Row: Sendable, Equatable {
    /// The part of the data it belongs to.
    public let split: Split
    /// Its path in the data set.
    public let path: String
    /// Whose image it is.
    public let patient: String
    /// Its true class.
    public let className: String
    /// The calibrated probability of the positive class.
    public let probability: Double
    /// The probability from which on the image is called positive.
    public let threshold: Double
  }

  /// The images.
  public let rows: [Row]

  /// A table of rows.
  init(_ rows: [Row]) { self.rows = rows }

  /// The predictions of a run.
  init(_ outcome: RunOutcome) {
    let measured = [(Split.validation, outcome.validation)] + (outcome.test.map { [(Split.test, $0)] } ?? [])
    rows = measured.flatMap { split, measurement in
      zip(measurement.samples, measurement.predictions.scores).map { sample, score in
        Row(
          split: split, path: sample.path, patient: sample.patient, className: outcome.dataset.classes[sample.label],
          probability: score, threshold: outcome.judge.operatingPoint.threshold)
      }
    }
  }

  // MARK: - Files

  private static let header = ["split", "path", "patient", "class", "probability", "threshold"]

  /// Reads a table that was written.
  ///
  /// - Throws: ``DataError``.
  init(contentsOf url: URL) throws {
    let table = try CSVTable(contentsOf: url)
    for column in Self.header where !table.header.contains(column) {
      throw DataError.missingColumn(file: table.file, column: column, present: table.header)
    }
    rows = try table.rows.map { row in
      let cells = Dictionary(zip(table.header, row.fields)) { first, _ in first }
      guard let split = Split(rawValue: cells["split"] ?? ""), let probability = Double(cells["probability"] ?? ""),
        let threshold = Double(cells["threshold"] ?? "")
      else { throw DataError.emptyCell(file: table.file, line: row.line, column: "probability") }
      return Row(
        split: split, path: cells["path"] ?? "", patient: cells["patient"] ?? "", className: cells["class"] ?? "",
        probability: probability, threshold: threshold)
    }
  }

  /// Writes the table.
  ///
  /// - Throws: `FileError`.
  func write(to url: URL) throws {
    let lines = rows.map { row in
      [row.split.rawValue, row.path, row.patient, row.className, "\(row.probability)", "\(row.threshold)"]
    }
    try AtomicFile.write(Data(CSVTable.text([Self.header] + lines).utf8), to: url)
  }
}
