public import Foundation

/// A reading as the audit store keeps it: no picture, no file name, no patient.
public struct AuditRecord: Sendable, Equatable {
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
  /// The class with the highest probability.
  public let prediction: String
  /// The calibrated probability of the positive class.
  public let probability: Double
  /// Whether the picture was called positive.
  public let positive: Bool
  /// The model's classes.
  public let classes: [String]
  /// The class that counts as positive.
  public let positiveClass: String
  /// How long it took.
  public let milliseconds: Double
  /// The id of the key that was used.
  public let key: String?
  /// What a person said it was.
  public var feedback: String?
  /// Whether lungs were found; nil where that was not asked.
  public var lungsFound: Bool?
  /// The share of the heat that lies in the lungs.
  public var heatInLungs: Double?

  /// A reading.
  public init(
    id: String, time: Date, model: String, version: Int, sha256: String, prediction: String, probability: Double,
    positive: Bool, classes: [String], positiveClass: String, milliseconds: Double, key: String?,
    feedback: String? = nil, lungsFound: Bool? = nil, heatInLungs: Double? = nil
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
    self.positiveClass = positiveClass
    self.milliseconds = milliseconds
    self.key = key
    self.feedback = feedback
    self.lungsFound = lungsFound
    self.heatInLungs = heatInLungs
  }
}
