import Bundles
import Metrics
import Radiograph

/// What programs are told of a model: its metadata without the names of its files, and how it runs.
public struct ModelDescription: Encodable {
  private struct Provenance: Encodable {
    let recipe: String
    let seed: UInt64
    let software: [String: String]
    let data: DataDescription
  }

  private let metadata: ModelMetadata
  private let precision: Precision
  private let shape: [Int]

  /// The description of a model that is ready to read.
  public init(_ predictor: Predictor) {
    metadata = predictor.bundle.metadata
    precision = predictor.precision.used
    shape = predictor.signature.input
  }

  private enum CodingKeys: String, CodingKey {
    case name, version, architecture, classes, input, metrics, calibration, provenance, created, precision, population
    case task, findings, agreement, calibrated
    case inputShape = "input_shape"
    case negativeClass = "negative_class"
    case positiveClass = "positive_class"
    case operatingPoint = "operating_point"
  }

  /// Writes the keys of `model.json`, without `files`, with `precision` and `input_shape`; `agreement` is null without one.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(metadata.name, forKey: .name)
    try container.encode(metadata.version, forKey: .version)
    try container.encode(metadata.network.architecture, forKey: .architecture)
    try container.encode(metadata.classes, forKey: .classes)
    try container.encode(metadata.positiveClass, forKey: .positiveClass)
    try container.encode(metadata.input, forKey: .input)
    try container.encode(shape, forKey: .inputShape)
    try container.encode(metadata.metrics, forKey: .metrics)
    try container.encode(metadata.operatingPoint, forKey: .operatingPoint)
    try container.encode(metadata.calibration, forKey: .calibration)
    try container.encode(metadata.population, forKey: .population)
    try container.encode(precision, forKey: .precision)
    try container.encode(metadata.agreement, forKey: .agreement)
    try container.encode(metadata.created, forKey: .created)
    if !metadata.isCalibrated { try container.encode(false, forKey: .calibrated) }
    if metadata.task != .binary { try container.encode(metadata.task, forKey: .task) }
    try container.encodeIfPresent(metadata.negativeClass, forKey: .negativeClass)
    try container.encodeIfPresent(metadata.findings, forKey: .findings)
    try container.encode(
      Provenance(recipe: metadata.recipe, seed: metadata.seed, software: metadata.software, data: metadata.data),
      forKey: .provenance)
  }
}
