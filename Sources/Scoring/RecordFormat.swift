public import Foundation

/// How records are written.
public enum RecordFormat: Sendable, CaseIterable {
  /// A line of JSON each, as `hilum predict --json` prints it.
  case jsonLines
  /// Rows of a table in Apache Parquet.
  case parquet

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
    }
  }
}
