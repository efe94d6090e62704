public import Files
public import Foundation
import Metrics

/// What people said of pictures, as a table that data sets are read from.
///
/// A picture has one row, whatever number of times it was read: the latest word counts. Beside the picture and its label, or a
/// column for each finding (1, 0, and `?` for one that the reading's model does not know), stand who said it and when, what
/// the model had said, and what others said otherwise; readers of tables pass over these columns.
public struct AnnotationTable: Sendable {
  /// A picture.
  public struct Row: Sendable {
    /// The latest word.
    public let taken: Annotation
    /// The last word of each other reader who said otherwise.
    public let contradictions: [Annotation]
    /// The picture's file, as the table names it.
    public var path: String

    /// Whether the model had said otherwise.
    public var isCorrection: Bool { !taken.said.isSaid(by: taken.reading) }
  }

  /// The pictures, in the order of their latest words.
  public private(set) var rows: [Row]
  /// Pictures that are left out, as their files are not there.
  public private(set) var missing = 0
  /// The findings that have a column of their own; nil where pictures have a label.
  public let findings: [String]?

  /// Makes the table; pictures are named by their SHA-256.
  ///
  /// - Parameters:
  ///   - annotations: In the order in which they were said.
  ///   - model: The model that was asked for, for errors.
  /// - Throws: ``AuditError/noFeedback(model:)``, ``AuditError/severalModels(_:)``.
  public init(_ annotations: [Annotation], model: String? = nil) throws(AuditError) {
    guard let first = annotations.first else { throw .noFeedback(model: model) }
    let models = Set(annotations.map(\.reading.model)).sorted()
    let tasks = Set(annotations.map { $0.reading.classes.task == .multilabel })
    let isAlike = annotations.allSatisfy { Set($0.reading.classes.names) == Set(first.reading.classes.names) }
    guard tasks.count == 1, models.count == 1 || isAlike else { throw .severalModels(models) }
    var names: [String] = []
    for name in annotations.flatMap(\.reading.classes.names) where !names.contains(name) { names.append(name) }
    findings = tasks.contains(true) ? names : nil
    rows = Dictionary(grouping: annotations.indices) { annotations[$0].reading.sha256 }.values
      .sorted { ($0.last ?? 0) < ($1.last ?? 0) }
      .compactMap { Row($0.map { annotations[$0] }) }
  }

  // MARK: - Pictures

  /// Names the pictures by files of a folder, which are told by their SHA-256; those that are not there are left out.
  ///
  /// - Parameters:
  ///   - folder: The folder, with all folders below it.
  ///   - table: Where the table will be, from whose folder the files are named.
  /// - Throws: ``AuditError/picturesElsewhere(table:)``, ``AuditError/noPictures(folder:count:)``, `FileError`.
  public mutating func findPictures(in folder: URL, for table: URL) throws {
    let files = try PictureSearch(folder, from: table).files(of: Set(rows.map(\.taken.reading.sha256)))
    let found = rows.compactMap { row in
      files[row.taken.reading.sha256].map { path in
        var row = row
        row.path = path
        return row
      }
    }
    guard !found.isEmpty else {
      throw AuditError.noPictures(folder: folder.lastPathComponent, count: rows.count)
    }
    missing += rows.count - found.count
    rows = found
  }

  // MARK: - Writing

  /// The table as CSV (RFC 4180).
  public var csv: String {
    let header =
      ["path"] + (findings ?? ["label"])
      + ["reader", "said_at", "reading", "model", "model_said", "others_said", "sha256"]
    return CSVLine.text(header) + rows.map { CSVLine.text(fields($0)) }.joined()
  }

  /// Writes the table.
  ///
  /// - Throws: `FileError`.
  public func write(to url: URL) throws(FileError) { try AtomicFile.write(Data(csv.utf8), to: url) }

  private func fields(_ row: Row) -> [String] {
    let (reading, said) = (row.taken.reading, row.taken.said)
    let labels =
      findings.map { names in
        names.map { name in
          if said.names.contains(name) { return "1" }
          return reading.classes.names.contains(name) ? "0" : "?"
        }
      } ?? [said.text]
    let others = row.contradictions.map { other in
      [other.said.text, other.key, other.time?.formatted(.iso8601)].compactMap(\.self).joined(separator: " ")
    }
    return [row.path] + labels
      + [
        row.taken.key ?? "", row.taken.time?.formatted(.iso8601) ?? "", reading.id,
        "\(reading.model)/\(reading.version)",
        reading.said.text, others.joined(separator: "; "), reading.sha256,
      ].map(CSVLine.harmless)
  }
}

extension AnnotationTable.Row {
  /// The row of a picture; nil where nothing was said of it.
  fileprivate init?(_ annotations: [Annotation]) {
    guard let taken = annotations.last else { return nil }
    let last = Dictionary(annotations.map { ($0.reader, $0) }) { $1 }
    self.taken = taken
    contradictions = annotations.filter { last[$0.reader] == $0 && !$0.agrees(with: taken) }
    path = taken.reading.sha256
  }
}
