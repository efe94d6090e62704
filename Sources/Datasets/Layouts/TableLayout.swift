import Foundation

/// Any table of images, which is also what `data split` writes: a column with the image, and a label, a list of findings,
/// or a column for each finding.
struct TableLayout: Layout {
  let name = LayoutName("csv")
  let title = "table"

  /// Names of the columns, in the order in which they are written.
  static let columns = ["path", "label", "patient", "split", "view", "age", "sex", "subtype", "site", "device"]

  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch? {
    let heads = try heads(folder, options)
    guard let head = heads.first else { return nil }
    return LayoutMatch(
      score: options.columns.names.isEmpty ? 50 : 200, reason: "\(head.table.file) has columns for images and labels")
  }

  /// Names of the columns where findings have their own.
  static func columns(findings: [String]) -> [String] {
    ["path"] + findings + columns.filter { $0 != "path" && $0 != "label" }
  }

  private func heads(_ folder: DataFolder, _ options: DatasetOptions) throws -> [TableHead] {
    guard !options.columns.names.isEmpty, folder.tables.count == 1 else {
      return folder.tables.filter { head in
        guard let image = try? options.columns.column(.image, in: head.table) else { return false }
        let label = try? options.columns.column(.label, in: head.table)
        return label != nil || FindingColumns.names(in: head.table, except: [image]).count >= options.leastFindings
      }
    }
    return folder.tables
  }

  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing {
    let heads = try heads(folder, options)
    guard let head = heads.first else { return Listing() }
    guard heads.count == 1 else {
      throw DataError.severalTables(folder: folder.name, found: heads.map(\.table.file))
    }
    let table = try TableReading(head.url, options)
    guard let image = table.column(.image) else {
      throw DataError.missingColumn(file: table.file, column: "path", present: table.table.header)
    }
    let (labels, findings) = try labels(table, options)
    let images = try ImageIndex(folder.url, file: table.file)
    var listing = table.listing(images)
    listing.findings = findings
    var lines: [String: Int] = [:]
    var missing: [String] = []
    var unsplit: Int?
    for (row, label) in zip(table.rows, labels) {
      let name = try table.cell(row, image)
      guard let path = try images.path(of: name, line: row.line) else {
        missing.append(name)
        continue
      }
      if let first = lines.updateValue(row.line, forKey: path) {
        throw DataError.duplicateRow(file: table.file, path: path, lines: [first, row.line])
      }
      let split = try table.split(row)
      if split == nil { unsplit = unsplit ?? row.line }
      listing.entries.append(
        Listing.Entry(
          path: path, label: label, patient: table.patient(row), split: split, attributes: table.attributes(row)))
    }
    guard missing.isEmpty || !listing.entries.isEmpty else {
      throw DataError.missingImages(file: table.file, paths: Array(missing.prefix(10)), count: missing.count)
    }
    if let unsplit, listing.entries.contains(where: { $0.split != nil }) {
      throw DataError.splitMissing(file: table.file, line: unsplit)
    }
    try refuseSharedPatients(listing, file: table.file)
    listing.note(
      missing: missing.count, unlisted: images.scan.paths.count - listing.entries.count, of: table.rows.count)
    return listing
  }

  /// A label for each row: names, unless cells are lists or findings have columns of their own, which are told, too.
  private func labels(
    _ table: TableReading, _ options: DatasetOptions
  ) throws -> (labels: [Label], findings: [String]?) {
    guard let column = table.column(.label) else {
      let taken = ColumnRole.allCases.compactMap(table.column)
      let names = FindingColumns.names(in: table.table, except: taken)
      guard names.count >= options.leastFindings else {
        throw DataError.missingColumn(file: table.file, column: "label", present: table.table.header)
      }
      let columns = FindingColumns(table.table, names)
      let isExhaustive = !names.contains(where: LabelName.isNegative)
      let labels = try table.rows.map { row in
        var findings = try columns.findings(row)
        // Without a column for it, nothing found is what has no finding.
        if isExhaustive, findings.present.isEmpty, findings.uncertain.isEmpty { findings.isNormal = true }
        return Label.findings(findings)
      }
      return (labels, columns.names)
    }
    let texts = try table.rows.map { try table.cell($0, column) }
    guard texts.contains(where: CellList.isList) else { return (texts.map { .name($0) }, nil) }
    return (texts.map { .findings(Findings(list: CellList.items($0))) }, nil)
  }

  /// A table that knows patients and splits must not put a patient into several.
  private func refuseSharedPatients(_ listing: Listing, file: String) throws {
    var splits: [String: Set<Split>] = [:]
    for entry in listing.entries {
      if let split = entry.split, let patient = entry.patient { splits[patient, default: []].insert(split) }
    }
    let shared = splits.filter { $0.value.count > 1 }.keys.sorted()
    guard shared.isEmpty else {
      throw DataError.patientsInSeveralSplits(file: file, patients: Array(shared.prefix(10)), count: shared.count)
    }
  }
}

extension DatasetOptions {
  /// How many columns of 1, 0 and -1 make a table one of findings, where it has no column of labels.
  fileprivate var leastFindings: Int { asksForFindings ? 1 : 2 }
}
