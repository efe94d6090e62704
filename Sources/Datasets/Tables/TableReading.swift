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

  /// What the table tells of an image besides its class.
  func attributes(_ row: CSVTable.Row) -> SampleAttributes {
    SampleAttributes(
      view: value(row, .view), age: value(row, .age).flatMap(Age.years),
      sex: value(row, .sex).flatMap(Sex.code), subtype: value(row, .subtype), site: value(row, .site),
      device: value(row, .device))
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
