import Foundation

/// Reads a CSV table of samples, which is also what `data split` writes.
///
/// Columns are `path` (relative to the table's folder) and `label`, and where they are known `patient`, `split`, `view`,
/// `age`, `sex` and `subtype`.
///
/// A table claims to be complete, so it is refused if an image is missing, a path stands in it twice, only some rows have
/// a split, or a patient is in several.
struct TableReader {
  private let table: URL
  private let allowed: [String]?
  private var root: URL { table.deletingLastPathComponent() }

  init(table: URL, classes: [String]?) {
    self.table = table
    self.allowed = classes
  }

  /// Names of the columns, in the order in which they are written.
  static let columns = ["path", "label", "patient", "split", "view", "age", "sex", "subtype"]

  /// Whether a table is one of these.
  static func reads(_ table: CSVTable) -> Bool { path(in: table) != nil && label(in: table) != nil }

  private static func path(in table: CSVTable) -> Int? { table.column("path", "file", "filename", "image") }
  private static func label(in table: CSVTable) -> Int? { table.column("label", "class") }

  func read() throws -> Dataset {
    let rows = try CSVTable(contentsOf: table)
    guard let path = Self.path(in: rows) else {
      throw DataError.missingColumn(file: rows.file, column: "path", present: rows.header)
    }
    guard let label = Self.label(in: rows) else {
      throw DataError.missingColumn(file: rows.file, column: "label", present: rows.header)
    }
    for row in rows.rows {
      for column in [path, label] where row.fields[column].isEmpty {
        throw DataError.emptyCell(file: rows.file, line: row.line, column: rows.header[column])
      }
      if let allowed, !allowed.contains(row.fields[label]) {
        throw DataError.unknownLabel(file: rows.file, line: row.line, label: row.fields[label], known: allowed)
      }
    }
    try checkPaths(rows, column: path)
    let classes = allowed ?? Set(rows.rows.map { $0.fields[label] }).sorted()
    let labels = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    let splits = try splits(rows)
    let others = Self.columns.map { rows.column($0) }
    func cell(_ row: CSVTable.Row, _ name: String) -> String? {
      Self.columns.firstIndex(of: name).flatMap { others[$0] }.flatMap { row.fields[$0].nonEmpty }
    }
    let patient = rows.column("patient", "patient_id")
    // A table that knows the patients is believed; else the images are asked.
    let images = patient == nil ? rows.rows.map { $0.fields[path] } : []
    let headers = DICOMFacts(images.map { (path: $0, url: root.appending(path: $0)) })
    let samples = zip(rows.rows, splits).map { row, split in
      let name = row.fields[path]
      let facts = PatientIdentifier.facts(fileName: name)
      let taken = headers.attributes(ofImageAt: name)
      return Sample(
        url: root.appending(path: name), path: name, label: labels[row.fields[label]] ?? 0,
        patient: patient.flatMap { row.fields[$0].nonEmpty } ?? headers.patient(ofImageAt: name) ?? facts.patient,
        split: split,
        attributes: SampleAttributes(
          view: cell(row, "view") ?? taken.view, age: cell(row, "age").flatMap(Age.years) ?? taken.age,
          sex: cell(row, "sex") ?? taken.sex, subtype: cell(row, "subtype") ?? facts.subtype))
    }
    let dataset = Dataset(
      classes: classes, samples: samples,
      provenance: Dataset.Provenance(layout: .table, name: root.lastPathComponent, notes: headers.notes))
    let shared = dataset.sharedPatients
    guard shared.isEmpty else {
      throw DataError.patientsInSeveralSplits(
        file: rows.file, patients: shared.prefix(10).map(\.patient), count: shared.count)
    }
    return dataset
  }

  // MARK: - Checks

  private func checkPaths(_ rows: CSVTable, column: Int) throws {
    var lines: [String: Int] = [:]
    var missing: [String] = []
    for row in rows.rows {
      let path = row.fields[column]
      guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
        throw DataError.pathOutside(file: rows.file, line: row.line)
      }
      if let first = lines.updateValue(row.line, forKey: path) {
        throw DataError.duplicateRow(file: rows.file, path: path, lines: [first, row.line])
      }
      if FileStatus(root.appending(path: path))?.isFile != true { missing.append(path) }
    }
    guard missing.isEmpty else {
      throw DataError.missingImages(file: rows.file, paths: Array(missing.prefix(10)), count: missing.count)
    }
  }

  /// The split of each row: all have one, or none has.
  private func splits(_ rows: CSVTable) throws -> [Split?] {
    guard let column = rows.column("split") else { return rows.rows.map { _ in nil } }
    let splits: [Split?] = try rows.rows.map { row in
      guard let name = row.fields[column].nonEmpty else { return nil }
      guard let split = Split(name: name) else {
        throw DataError.unknownSplit(file: rows.file, line: row.line, value: name)
      }
      return split
    }
    if splits.contains(where: { $0 != nil }), let index = splits.firstIndex(of: nil) {
      throw DataError.splitMissing(file: rows.file, line: rows.rows[index].line)
    }
    return splits
  }
}
