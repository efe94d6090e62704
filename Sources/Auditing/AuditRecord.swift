public import Foundation
public import Metrics

/// A reading as the audit store keeps it: no picture, no file name, no patient.
public struct AuditRecord: Sendable, Equatable {
  /// What a model tells apart.
  public struct Classes: Sendable, Equatable {
    /// What it decides of a picture.
    public let task: ClassificationTask
    /// Its classes or findings.
    public let names: [String]
    /// The class that counts as positive, or what anything but ``negative`` is called.
    public let positive: String
    /// The class that says that nothing is found, where there are more than two.
    public let negative: String?

    /// What a model tells apart.
    public init(
      task: ClassificationTask = .binary, names: [String], positive: String, negative: String? = nil
    ) {
      self.task = task
      self.names = names
      self.positive = positive
      self.negative = negative
    }
  }

  /// What was said of one of several classes or findings.
  public struct Finding: Sendable, Equatable, Codable {
    /// Its name.
    public let name: String
    /// Its calibrated probability.
    public let probability: Double
    /// Whether it was called.
    public let decision: Bool
    /// The threshold that it was held against.
    public let threshold: Double

    /// What was said of a finding.
    public init(name: String, probability: Double, decision: Bool, threshold: Double) {
      self.name = name
      self.probability = probability
      self.decision = decision
      self.threshold = threshold
    }
  }

  /// The request's id, and so the reading's.
  public let id: String
  /// When it was read.
  public let time: Date
  /// The model's name.
  public let model: String
  /// Its version.
  public let version: Int
  /// The SHA-256 of the picture's file.
  public let sha256: String
  /// The class with the highest probability, or the leading finding.
  public let prediction: String
  /// The calibrated probability that was decided by: that of the positive class, or of the leading finding.
  public let probability: Double
  /// Whether the picture was called positive.
  public let positive: Bool
  /// What the model tells apart.
  public let classes: Classes
  /// What was said of each class or finding; nil where there are two classes.
  public let findings: [Finding]?
  /// How long it took.
  public let milliseconds: Double
  /// The id of the key that was used.
  public let key: String?
  /// What a person said it was, as one text.
  public var feedback: String?
  /// The findings that a person named; nil where a class was said, or nothing.
  public var feedbackFindings: [String]?
  /// Whether lungs were found; nil where that was not asked.
  public var lungsFound: Bool?
  /// The share of the heat that lies in the lungs.
  public var heatInLungs: Double?

  /// A reading.
  public init(
    id: String, time: Date, model: String, version: Int, sha256: String, prediction: String, probability: Double,
    positive: Bool, classes: Classes, findings: [Finding]? = nil, milliseconds: Double, key: String?,
    lungsFound: Bool? = nil, heatInLungs: Double? = nil
  ) {
    self.id = id
    self.time = time
    self.model = model
    self.version = version
    self.sha256 = sha256
    self.prediction = prediction
    self.probability = probability
    self.positive = positive
    self.classes = classes
    self.findings = findings
    self.milliseconds = milliseconds
    self.key = key
    self.lungsFound = lungsFound
    self.heatInLungs = heatInLungs
  }
}
