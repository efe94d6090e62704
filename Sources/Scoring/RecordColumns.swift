public import Bundles
public import Inference
public import Metrics
public import Parquet

/// Records of a model as the columns of a table: a row for each picture; what there is not is absent.
public struct RecordColumns: RecordTable {
  private let classes: [String]
  /// Whether there are columns that say which classes or findings are called.
  private let isSeveral: Bool
  private let model: Reading.Model

  /// The columns for a model's records.
  public init(_ model: ModelMetadata) {
    self.init(
      task: model.task, classes: model.classes,
      model: Reading.Model(name: model.name.description, version: model.version))
  }

  /// The columns for records of a model with these classes or findings.
  public init(task: ClassificationTask, classes: [String], model: Reading.Model) {
    self.classes = classes
    self.model = model
    isSeveral = task != .binary
  }

  /// The columns: file, prediction, confidence, `probability_…` of each class or finding, where they are not two `called_…` of
  /// each, what is decided of the picture, what speaks for and against the reading, why there is none, the model, the time.
  public var columns: [ParquetColumn] {
    [
      ParquetColumn("file", .string, isOptional: false), ParquetColumn("prediction", .category),
      ParquetColumn("confidence", .double),
    ] + classes.map { ParquetColumn("probability_\($0)", .double) }
      + (isSeveral ? classes.map { ParquetColumn("called_\($0)", .boolean) } : []) + [
        ParquetColumn("positive", .boolean), ParquetColumn("threshold", .double), ParquetColumn("margin", .double),
        ParquetColumn("in_distribution", .boolean), ParquetColumn("quality", .category),
        ParquetColumn("lungs_found", .boolean), ParquetColumn("disagreement", .double),
        ParquetColumn("repeatability", .double), ParquetColumn("error_code", .category),
        ParquetColumn("error", .category), ParquetColumn("model", .category),
        ParquetColumn("version", .int32), ParquetColumn("milliseconds", .double),
      ]
  }

  /// The values of each column.
  public func values(_ records: [ReadingRecord]) -> [ParquetValues] {
    let readings = records.map(\.reading)
    let called = isSeveral ? readings.map { $0.map(Self.called) } : []
    return [
      .strings(records.map { $0.file ?? "" }), .strings(readings.map { $0?.prediction }),
      .doubles(readings.map { $0?.confidence }),
    ] + classes.map { name in .doubles(readings.map { $0?.probabilities[name] }) }
      + (isSeveral ? classes.map { name in .booleans(called.map { $0?[name] }) } : []) + [
        .booleans(readings.map { $0?.decision.positive }), .doubles(readings.map { $0?.decision.threshold }),
        .doubles(readings.map { $0?.decision.margin }), .booleans(readings.map { $0?.inDistribution }),
        .strings(readings.map { $0?.quality.joined(separator: " ") }), .booleans(readings.map { $0?.lungs?.found }),
        .doubles(readings.map { $0?.uncertainty?.disagreement }),
        .doubles(readings.map { $0?.uncertainty?.repeatability }), .strings(records.map { $0.failure?.error.code }),
        .strings(records.map { $0.failure?.error.message }), .strings(records.map { _ in model.name }),
        .int32s(records.map { _ in Int32(clamping: model.version) }), .doubles(readings.map { $0?.milliseconds }),
      ]
  }

  private static func called(_ reading: Reading) -> [String: Bool] {
    Dictionary((reading.findings ?? []).map { ($0.name, $0.decision) }) { first, _ in first }
  }
}

extension ReadingRecord {
  fileprivate var reading: Reading? { if case .reading(let reading) = self { reading } else { nil } }
  fileprivate var failure: FailedReading? { if case .failure(let failure) = self { failure } else { nil } }
}
