/// What can be wrong with rows that are to be written.
public enum ParquetError: Error, Sendable, Equatable {
  /// A row group has other columns than the file, or columns of other kinds.
  case columns(expected: Int, found: Int)
  /// A column's values are of another kind, or of another number than those of the first column.
  case values(column: String, rows: Int, found: Int)
  /// A value is absent in a column in which none may be.
  case absentValue(column: String)
  /// A column's values in one row group are more bytes than a page may have.
  case pageTooLarge(column: String, byteCount: Int)
}

extension ParquetError: CustomStringConvertible {
  /// The error as an English sentence.
  public var description: String {
    switch self {
    case .columns(let expected, let found):
      "rows with \(found) columns can't be written to a Parquet file with \(expected)"
    case .values(let column, let rows, let found):
      "column \(column) has \(found) values of its kind for \(rows) rows"
    case .absentValue(let column):
      "column \(column) lacks a value, and must have them all"
    case .pageTooLarge(let column, let byteCount):
      "column \(column) has \(byteCount) bytes in one group of rows; write fewer rows at a time"
    }
  }
}
