public import Inference
public import Parquet

/// What became of one picture whose features were wanted.
public struct FeatureRecord: ScoredRecord, Equatable {
  /// The picture's file.
  public let file: String?
  /// What the network made of it before it decides, pooled; nil where it could not be read.
  public let features: [Float]?
  /// Why there are none.
  public let error: FailedReading.Reason?

  /// A record.
  public init(file: String?, features: [Float]? = nil, error: FailedReading.Reason? = nil) {
    (self.file, self.features, self.error) = (file, features, error)
  }

  /// Whether the picture could not be read.
  public var isFailure: Bool { features == nil }
}

/// Features as a table: a row for each picture, with a list of numbers.
public struct FeatureColumns: RecordTable {
  /// A group of a thousand rows, whose lists are long.
  public var rowsOfGroup: Int { 1 << 10 }

  /// The columns.
  public init() {}

  /// The columns: file, features, why there are none.
  public var columns: [ParquetColumn] {
    [
      ParquetColumn("file", .string, isOptional: false), ParquetColumn("features", .floats),
      ParquetColumn("error_code", .category), ParquetColumn("error", .category),
    ]
  }

  /// The values of each column.
  public func values(_ records: [FeatureRecord]) -> [ParquetValues] {
    [
      .strings(records.map { $0.file ?? "" }), .floats(records.map(\.features)),
      .strings(records.map(\.error?.code)), .strings(records.map(\.error?.message)),
    ]
  }
}
