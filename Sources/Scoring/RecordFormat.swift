public import Foundation

/// How records are written.
public enum RecordFormat: Sendable, CaseIterable {
  /// A line of JSON each, as `hilum predict --json` prints it.
  case jsonLines
  /// Rows of a table in Apache Parquet.
  case parquet
  /// An array of numbers as NumPy's `.npy`, with the names of its rows beside it; only for records that are numbers.
  case numpy

  /// The format that a file's name tells; nil where it tells none.
  public init?(_ file: URL) {
    guard let format = Self.allCases.first(where: { $0.fileExtension == file.pathExtension.lowercased() }) else {
      return nil
    }
    self = format
  }

  /// The extension of files in the format.
  public var fileExtension: String {
    switch self {
    case .jsonLines: "jsonl"
    case .parquet: "parquet"
    case .numpy: "npy"
    }
  }
}

extension RecordFormat {
  /// The formats of tables, which any records have.
  public static let tables: [RecordFormat] = [.jsonLines, .parquet]

  /// What writes a table's records; nil for an array, which needs records that are numbers.
  public func writer<Table: RecordTable>(_ table: Table) -> (any RecordWriter<Table.Record>)? {
    switch self {
    case .jsonLines: LineWriter<Table.Record>()
    case .parquet: ParquetRecordWriter(table)
    case .numpy: nil
    }
  }
}
