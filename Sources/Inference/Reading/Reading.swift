public import Bundles

/// The reading of one picture, as `hilum predict --json` prints it and the server answers it.
public struct Reading: Sendable, Equatable {
  /// The model that read the picture.
  public struct Model: Sendable, Equatable, Codable {
    /// The model's name.
    public let name: String
    /// The model's version.
    public let version: Int

    /// A model by its name and version.
    public init(name: String, version: Int) {
      self.name = name
      self.version = version
    }
  }

  /// The picture's file; left out of the JSON where nil.
  public var file: String?
  /// The class with the highest probability.
  public let prediction: String
  /// The probability of ``prediction``.
  public let confidence: Double
  /// The calibrated probability of each class.
  public let probabilities: [String: Double]
  /// What the operating point makes of the positive class's probability.
  public let decision: Decision
  /// Whether the picture is like those that the model was trained on; nil where the model can't tell.
  public let inDistribution: Bool?
  /// Reasons to doubt the reading, as sentences.
  public let quality: [String]
  /// The model that read the picture.
  public var model: Model
  /// What several models add; left out of the JSON where one model reads.
  public var ensemble: Ensemble.Spread?
  /// How far looks at the picture are apart; left out of the JSON where there was one look.
  public var uncertainty: Uncertainty?
  /// Where the lungs are, and how much of the evidence lies in them; nil where no network for outlines is installed.
  public var lungs: LungReading?
  /// The reading in plain sentences; left out of the JSON where it was not asked for.
  public var report: ReportText?
  /// The heat-map: a path, or a data URI over HTTP.
  public var heatmap: String?
  /// How long the picture took, from its bytes to this reading.
  public var milliseconds: Double

  /// Puts a reading together.
  public init(
    _ assessment: Assessment, model: ModelMetadata, inDistribution: Bool?, quality: [String], file: String? = nil,
    heatmap: String? = nil, milliseconds: Double
  ) {
    let best = assessment.bestIndex
    self.file = file
    prediction = assessment.classes[best]
    confidence = assessment.probabilities[best]
    probabilities = Dictionary(zip(assessment.classes, assessment.probabilities)) { first, _ in first }
    decision = assessment.decision
    self.inDistribution = inDistribution
    self.quality = quality
    self.model = Model(name: model.name.description, version: model.version)
    self.heatmap = heatmap
    self.milliseconds = milliseconds
  }
}

extension Reading: Codable {
  private enum CodingKeys: String, CodingKey {
    case file, prediction, confidence, probabilities, decision, quality, model, ensemble, uncertainty, lungs, report
    case heatmap, milliseconds
    case inDistribution = "in_distribution"
  }

  /// Writes every key, `null` where there is nothing to say; only `file`, `ensemble`, `uncertainty` and
  /// `report` may be left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(file, forKey: .file)
    try container.encode(prediction, forKey: .prediction)
    try container.encode(confidence, forKey: .confidence)
    try container.encode(probabilities, forKey: .probabilities)
    try container.encode(decision, forKey: .decision)
    try container.encode(inDistribution, forKey: .inDistribution)
    try container.encode(quality, forKey: .quality)
    try container.encode(model, forKey: .model)
    try container.encodeIfPresent(ensemble, forKey: .ensemble)
    try container.encodeIfPresent(uncertainty, forKey: .uncertainty)
    try container.encode(lungs, forKey: .lungs)
    try container.encodeIfPresent(report, forKey: .report)
    try container.encode(heatmap, forKey: .heatmap)
    try container.encode(milliseconds, forKey: .milliseconds)
  }
}
