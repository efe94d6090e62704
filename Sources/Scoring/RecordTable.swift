public import Parquet

/// Records as rows of a table.
public protocol RecordTable<Record>: Sendable {
  /// What a row is made of.
  associatedtype Record: ScoredRecord

  /// The columns.
  var columns: [ParquetColumn] { get }
  /// Rows that are written together.
  var rowsOfGroup: Int { get }

  /// The values of each column.
  func values(_ records: [Record]) -> [ParquetValues]
}

extension RecordTable {
  /// 16,384, which suits columns of single values.
  public var rowsOfGroup: Int { 1 << 14 }
}
