public import Bundles
public import Metrics

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
  /// What was decided of the picture; left out of the JSON where it is binary.
  public let task: ClassificationTask
  /// The class with the highest probability; the leading finding, or ``Assessment/noFinding``.
  public let prediction: String
  /// The probability of ``prediction``.
  public let confidence: Double
  /// The calibrated probability of each class or finding; of findings they need not add up to 1.
  public let probabilities: [String: Double]
  /// What is said of each class or finding, in the model's order; nil, and left out of the JSON, where there are two classes.
  public let findings: [Finding]?
  /// Whether anything is found: what the operating point makes of the positive class's probability, or of the leading
  /// finding's.
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
    self.file = file
    task = assessment.task
    (prediction, confidence) = assessment.prediction
    findings = assessment.findings
    probabilities = Dictionary(zip(assessment.classes, assessment.probabilities)) { first, _ in first }
    decision = assessment.decision
    self.inDistribution = inDistribution
    self.quality = quality
    self.model = Model(name: model.name.description, version: model.version)
    self.heatmap = heatmap
    self.milliseconds = milliseconds
  }
}

extension Reading {
  /// The probability that is decided by, as it is shown: that of the positive class, or where it is none of the classes, that
  /// of anything but the negative one, or of the leading finding.
  public func screeningProbability(_ positiveClass: String) -> Double {
    probabilities[positiveClass] ?? decision.threshold + decision.margin
  }

  /// Whether anything is found as one score, such as can be followed over many pictures: the probability that is decided by,
  /// of findings the greatest of their scores, which are decided at 0.5 (`Screening`).
  public var screeningScore: Double {
    guard task == .multilabel, let findings else { return decision.margin + decision.threshold }
    return Screening.score(findings.map(\.probability), thresholds: findings.map(\.threshold))
  }
}

extension Reading: Codable {
  private enum CodingKeys: String, CodingKey {
    case file, task, findings, prediction, confidence, probabilities, decision, quality, model, ensemble, uncertainty,
      lungs, report
    case heatmap, milliseconds
    case inDistribution = "in_distribution"
  }

  /// Reads what was written; without a task it is binary.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    file = try container.decodeIfPresent(String.self, forKey: .file)
    task = try container.decodeIfPresent(ClassificationTask.self, forKey: .task) ?? .binary
    prediction = try container.decode(String.self, forKey: .prediction)
    confidence = try container.decode(Double.self, forKey: .confidence)
    probabilities = try container.decode([String: Double].self, forKey: .probabilities)
    findings = try container.decodeIfPresent([Finding].self, forKey: .findings)
    decision = try container.decode(Decision.self, forKey: .decision)
    inDistribution = try container.decodeIfPresent(Bool.self, forKey: .inDistribution)
    quality = try container.decode([String].self, forKey: .quality)
    model = try container.decode(Model.self, forKey: .model)
    ensemble = try container.decodeIfPresent(Ensemble.Spread.self, forKey: .ensemble)
    uncertainty = try container.decodeIfPresent(Uncertainty.self, forKey: .uncertainty)
    lungs = try container.decodeIfPresent(LungReading.self, forKey: .lungs)
    report = try container.decodeIfPresent(ReportText.self, forKey: .report)
    heatmap = try container.decodeIfPresent(String.self, forKey: .heatmap)
    milliseconds = try container.decode(Double.self, forKey: .milliseconds)
  }

  /// Writes every key, `null` where there is nothing to say; only `file`, `task`, `findings`, `ensemble`, `uncertainty` and
  /// `report` may be left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(file, forKey: .file)
    if task != .binary { try container.encode(task, forKey: .task) }
    try container.encode(prediction, forKey: .prediction)
    try container.encode(confidence, forKey: .confidence)
    try container.encode(probabilities, forKey: .probabilities)
    try container.encodeIfPresent(findings, forKey: .findings)
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
