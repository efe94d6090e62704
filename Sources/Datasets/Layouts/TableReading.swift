import Foundation

/// A table with its columns found: what layouts with a table have in common.
struct TableReading {
  let table: CSVTable
  private let roles: [ColumnRole: Int]

  var file: String { table.file }
  var rows: [CSVTable.Row] { table.rows }

  /// Reads a table, and finds its columns by the choice made or by their names.
  ///
  /// - Throws: ``DataError``.
  init(_ url: URL, _ options: DatasetOptions) throws {
    table = try CSVTable(contentsOf: url)
    var roles: [ColumnRole: Int] = [:]
    for role in ColumnRole.allCases { roles[role] = try options.columns.column(role, in: table) }
    self.roles = roles
  }

  /// A listing that knows the table's columns and what was passed over.
  func listing(_ images: ImageIndex) -> Listing {
    var listing = Listing(ignored: images.scan.ignored)
    listing.columns = Dictionary(
      roles.map { ($0.key.rawValue, table.header[$0.value]) }, uniquingKeysWith: { first, _ in first })
    if table.hasLatin1 { listing.notes.append("\(file) is no UTF-8 and was read as Latin-1.") }
    return listing
  }

  /// Index of the column of a role; `nil` if there is none.
  func column(_ role: ColumnRole) -> Int? { roles[role] }

  /// Index of a column that must be there.
  ///
  /// - Throws: ``DataError/missingColumn(file:column:present:)``.
  func required(_ names: String...) throws -> Int {
    guard let column = table.column(among: names) else {
      throw DataError.missingColumn(file: file, column: names.first ?? "", present: table.header)
    }
    return column
  }

  /// A cell that must not be empty.
  ///
  /// - Throws: ``DataError/emptyCell(file:line:column:)``.
  func cell(_ row: CSVTable.Row, _ column: Int) throws -> String {
    let text = row.fields[column].trimmed
    guard !text.isEmpty else {
      throw DataError.emptyCell(file: file, line: row.line, column: table.header[column])
    }
    return text
  }

  /// A role's cell; `nil` if empty, or if there is no such column.
  func value(_ row: CSVTable.Row, _ role: ColumnRole) -> String? {
    roles[role].flatMap { row.fields[$0].trimmed.nonEmpty }
  }

  /// Whose image it is; `nil` if the table does not say.
  func patient(_ row: CSVTable.Row) -> String? { value(row, .patient) }

  /// View, age, sex and subtype.
  func attributes(_ row: CSVTable.Row) -> SampleAttributes {
    SampleAttributes(
      view: value(row, .view), age: value(row, .age).flatMap(Age.years), sex: value(row, .sex),
      subtype: value(row, .subtype))
  }

  /// The split of a row; `nil` if the table does not say.
  ///
  /// - Throws: ``DataError/unknownSplit(file:line:value:)``.
  func split(_ row: CSVTable.Row) throws -> Split? {
    guard let name = value(row, .split) else { return nil }
    guard let split = Split(name: name) else {
      throw DataError.unknownSplit(file: file, line: row.line, value: name)
    }
    return split
  }
}

/// A column for each finding, with 1, 0, -1 (not sure) or nothing.
struct FindingColumns {
  private let columns: [(name: String, index: Int)]
  private let file: String

  /// The findings of CheXpert's labeller, which MIMIC-CXR-JPG uses, too.
  static let cheXpert = [
    "No Finding", "Enlarged Cardiomediastinum", "Cardiomegaly", "Lung Opacity", "Lung Lesion", "Edema", "Consolidation",
    "Pneumonia", "Atelectasis", "Pneumothorax", "Pleural Effusion", "Pleural Other", "Fracture", "Support Devices",
  ]
  /// A device in the picture is no finding about the patient.
  private static let devices = "Support Devices"

  init(_ table: CSVTable, _ names: [String]) {
    file = table.file
    columns = names.compactMap { name in table.column(among: [name]).map { (name, $0) } }
  }

  /// Names of columns that hold nothing else than 1, 0, -1 and blanks in some lines.
  static func names(in table: CSVTable, except taken: [Int]) -> [String] {
    table.header.indices.filter { column in
      guard !taken.contains(column), !table.header[column].isEmpty else { return false }
      let values = table.rows.map { $0.fields[column].trimmed }
      return values.allSatisfy { $0.isEmpty || state($0) != nil } && values.contains { state($0) != nil }
    }.map { table.header[$0] }
  }

  /// The findings of a line.
  ///
  /// - Throws: ``DataError/unknownLabel(file:line:label:known:)``.
  func findings(_ row: CSVTable.Row) throws -> Findings {
    var findings = Findings()
    for (name, index) in columns {
      let text = row.fields[index].trimmed
      guard !text.isEmpty else { continue }
      guard let state = Self.state(text) else {
        throw DataError.unknownLabel(file: file, line: row.line, label: text, known: ["1", "0", "-1"])
      }
      switch state {
      case 1 where LabelName.isNegative(name): findings.isNormal = true
      case 1 where name != Self.devices: findings.present.insert(name)
      case -1 where !LabelName.isNegative(name) && name != Self.devices: findings.uncertain.insert(name)
      default: break
      }
    }
    if !findings.present.isEmpty { findings.isNormal = false }
    return findings
  }

  private static func state(_ text: String) -> Int? {
    switch text.lowercased() {
    case "1", "1.0", "true", "yes": 1
    case "0", "0.0", "false", "no": 0
    case "-1", "-1.0": -1
    default: nil
    }
  }
}
