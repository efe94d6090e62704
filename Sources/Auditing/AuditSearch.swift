import GRDB

/// Readings whose model, prediction or feedback contains a text, or whose request it names.
///
/// These columns have few values: those that contain the text are found first, and then the newest readings of each. So a page
/// costs about the same among a million readings as among a hundred, wherever it lies and whether anything is found or not.
struct AuditSearch {
  private let text: String
  private let pattern: String

  init(_ text: String) {
    self.text = text
    let escaped = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    pattern = "%\(escaped)%"
  }

  /// The newest readings that fit, before a number, at most `limit` of them.
  func rows(before number: Int, limit: Int, _ database: Database) throws -> [Row] {
    var numbers = Set(
      try Int.fetchAll(database, sql: AuditStatements.request, arguments: [text, text, number]))
    for column in AuditStatements.searched {
      let values = try String.fetchAll(database, sql: AuditStatements.values(of: column), arguments: [pattern])
      let statement = try database.cachedStatement(sql: AuditStatements.numbers(of: column))
      for value in values { numbers.formUnion(try Int.fetchAll(statement, arguments: [value, number, limit])) }
    }
    let statement = try database.cachedStatement(sql: AuditStatements.reading)
    return try numbers.sorted(by: >).prefix(limit).compactMap { try Row.fetchOne(statement, arguments: [$0]) }
  }
}
