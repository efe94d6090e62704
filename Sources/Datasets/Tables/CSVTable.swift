public import Foundation

/// How large a table may be.
public struct CSVLimits: Sendable, Hashable {
  /// Bytes of the file.
  public var maximumBytes: Int
  /// Fields of a line.
  public var maximumColumns: Int
  /// Bytes of a field.
  public var maximumFieldLength: Int
  /// Lines below the header.
  public var maximumRows: Int

  /// Limits of your own; by default 256 MiB, 256 columns, 64 KiB a field, a million lines.
  public init(
    maximumBytes: Int = 256 << 20, maximumColumns: Int = 256, maximumFieldLength: Int = 64 << 10,
    maximumRows: Int = 1_000_000
  ) {
    self.maximumBytes = maximumBytes
    self.maximumColumns = maximumColumns
    self.maximumFieldLength = maximumFieldLength
    self.maximumRows = maximumRows
  }
}

/// A table as people save them: a header line, and fields between commas, semicolons, tabs or bars.
///
/// Lines end in LF, CRLF or CR; a byte-order mark is skipped, and so are blank lines; what is no UTF-8 is read as Latin-1.
/// Strict where leniency would guess: stray quotes, text after a quoted field and lines of another length are errors that
/// name the line. Only empty fields beyond the last column are dropped, since NIH's own table ends every line in a comma.
public struct CSVTable: Sendable, Equatable {
  /// One line of the table.
  public struct Row: Sendable, Equatable {
    /// Number of the line it begins on, counted from 1.
    public let line: Int
    /// One field for each column.
    public let fields: [String]
  }

  /// Name of the file, for errors.
  public let file: String
  /// Names of the columns.
  public let header: [String]
  /// The lines below the header.
  public let rows: [Row]
  /// What stands between two fields.
  public let delimiter: Character
  /// Whether some text was read as Latin-1, being no UTF-8.
  public let hasLatin1: Bool

  /// Reads a file.
  ///
  /// - Throws: ``DataError``.
  public init(contentsOf url: URL, limits: CSVLimits = CSVLimits()) throws {
    let file = url.lastPathComponent
    guard let status = FileStatus(url), status.isFile else { throw DataError.notFound(file) }
    guard status.size <= limits.maximumBytes else {
      throw DataError.malformedCSV(
        file: file, line: 1, problem: .tooManyBytes(count: status.size, limit: limits.maximumBytes))
    }
    guard let data = try? Data(contentsOf: url) else {
      throw DataError.unreadable(name: file, reason: "permission denied or a disk error")
    }
    try self.init([UInt8](data), file: file, limits: limits)
  }

  /// Parses bytes.
  ///
  /// - Throws: ``DataError/malformedCSV(file:line:problem:)``.
  public init(_ bytes: [UInt8], file: String, limits: CSVLimits = CSVLimits()) throws {
    guard bytes.count <= limits.maximumBytes else {
      throw DataError.malformedCSV(
        file: file, line: 1, problem: .tooManyBytes(count: bytes.count, limit: limits.maximumBytes))
    }
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else {
      throw DataError.malformedCSV(file: file, line: 1, problem: .utf16)
    }
    var parser = CSVParser(bytes, file: file, limits: limits)
    guard let first = try parser.next() else { throw DataError.malformedCSV(file: file, line: 1, problem: .empty) }
    let header = Self.trimmed(first.fields, to: 0).map(\.trimmed)
    for (index, name) in header.enumerated() where !name.isEmpty && header[..<index].contains(name) {
      throw DataError.malformedCSV(file: file, line: first.line, problem: .duplicateColumn(name))
    }
    var rows: [Row] = []
    while let row = try parser.next() {
      let fields = Self.trimmed(row.fields, to: header.count)
      guard fields.count == header.count else {
        throw DataError.malformedCSV(
          file: file, line: row.line, problem: .fieldCount(found: fields.count, expected: header.count))
      }
      guard rows.count < limits.maximumRows else {
        throw DataError.malformedCSV(file: file, line: row.line, problem: .tooManyRows(limit: limits.maximumRows))
      }
      rows.append(Row(line: row.line, fields: fields))
    }
    self.file = file
    self.header = header
    self.rows = rows
    delimiter = Character(Unicode.Scalar(parser.delimiter))
    hasLatin1 = parser.hasLatin1
  }

  /// Index of the column with one of the names, whatever the case; the first name wins.
  func column(_ names: String...) -> Int? { column(among: names) }

  /// Index of the column with one of the names, whatever the case; the first name wins.
  func column(among names: [String]) -> Int? {
    let header = header.map { $0.lowercased() }
    return names.lazy.compactMap { header.firstIndex(of: $0.lowercased()) }.first
  }

  /// Fields without the empty ones at the end that are beyond `count`.
  private static func trimmed(_ fields: [String], to count: Int) -> [String] {
    let kept = fields.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    return fields.count > count ? Array(fields.prefix(max(kept, count))) : fields
  }
}

extension StringProtocol {
  /// Without white space at either end.
  var trimmed: String {
    guard first?.isWhitespace == true || last?.isWhitespace == true else { return String(self) }
    return String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

// MARK: - Writing

extension CSVTable {
  /// Lines of fields as CSV: quoted where needed, ended by LF.
  package static func text(_ lines: [[String]]) -> String {
    lines.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
  }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13].contains($0) }) else {
      return field
    }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
