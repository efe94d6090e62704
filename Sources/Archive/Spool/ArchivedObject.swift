public import Foundation

/// An object that came, as the spool's store knows it; its coding keys are those of the server's answers.
public struct ArchivedObject: Sendable, Equatable {
  /// Where an object stands on its way.
  public enum State: String, Sendable, Codable, CaseIterable {
    /// It lies in the spool and will be read.
    case waiting
    /// It is being read.
    case reading
    /// It was read; results wait to be delivered.
    case sending
    /// Every result was delivered.
    case done
    /// It can't be read, or a result can't be delivered: a dead letter, until someone has it tried again.
    case failed
  }

  /// What was read of it, as far as lists show it.
  public struct Outcome: Sendable, Equatable {
    /// The class with the highest probability.
    public var prediction: String
    /// The calibrated probability of the positive class.
    public var probability: Double
    /// Whether it was called positive.
    public var isPositive: Bool
    /// Whether it is no radiograph such as the model reads.
    public var isRefused: Bool

    /// What was read.
    public init(prediction: String, probability: Double, isPositive: Bool, isRefused: Bool) {
      self.prediction = prediction
      self.probability = probability
      self.isPositive = isPositive
      self.isRefused = isRefused
    }
  }

  /// Its number in the store.
  public let id: Int
  /// What it says of itself.
  public let identity: Identity
  /// When it was received.
  public let received: Date
  /// The AE title that sent it.
  public let callingAE: String
  /// Where it stands.
  public let state: State
  /// How often reading it was begun.
  public let attempts: Int
  /// When it is tried again; nil where it isn't, or at once.
  public let nextAttempt: Date?
  /// Why it failed the last time.
  public let error: String?
  /// What was read of it; nil before.
  public let outcome: Outcome?
  /// Its results on their way, and those that arrived.
  public var deliveries: [Delivery]
}

extension ArchivedObject {
  /// What an object says of itself, its study and its patient, as far as lists and destinations need it.
  public struct Identity: Sendable, Equatable {
    /// SOP Class UID (0008,0016).
    public var sopClass: String
    /// SOP Instance UID (0008,0018).
    public var sopInstance: String
    /// Study Instance UID (0020,000D).
    public var study: String
    /// Patient ID (0010,0020).
    public var patientID: String?
    /// Accession Number (0008,0050).
    public var accessionNumber: String?
    /// Study Date (0008,0020), `YYYYMMDD`.
    public var studyDate: String?
    /// Modality (0008,0060).
    public var modality: String?
    /// View position (0018,5101).
    public var view: String?
    /// Body part examined (0018,0015).
    public var bodyPart: String?

    /// An object's identity.
    public init(
      sopClass: String, sopInstance: String, study: String, patientID: String? = nil, accessionNumber: String? = nil,
      studyDate: String? = nil, modality: String? = nil, view: String? = nil, bodyPart: String? = nil
    ) {
      self.sopClass = sopClass
      self.sopInstance = sopInstance
      self.study = study
      self.patientID = patientID
      self.accessionNumber = accessionNumber
      self.studyDate = studyDate
      self.modality = modality
      self.view = view
      self.bodyPart = bodyPart
    }
  }
}

extension ArchivedObject: Encodable {
  private enum CodingKeys: String, CodingKey {
    case id, received, modality, view, state, prediction, probability, positive, refused, error, attempts, deliveries
    case callingAE = "calling_ae"
    case bodyPart = "body_part"
    case studyDate = "study_date"
    case accessionNumber = "accession_number"
    case nextAttempt = "next_attempt"
  }

  /// Writes every key, `null` where there is nothing to say, as of the finding in what was refused; patient and UIDs stay
  /// inside.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(String(id), forKey: .id)
    try container.encode(received.formatted(.iso8601), forKey: .received)
    try container.encode(callingAE, forKey: .callingAE)
    try container.encode(identity.modality, forKey: .modality)
    try container.encode(identity.view, forKey: .view)
    try container.encode(identity.bodyPart, forKey: .bodyPart)
    try container.encode(identity.studyDate, forKey: .studyDate)
    try container.encode(identity.accessionNumber, forKey: .accessionNumber)
    try container.encode(state, forKey: .state)
    try container.encode(outcome?.prediction, forKey: .prediction)
    let finding = outcome.flatMap { $0.isRefused ? nil : $0 }
    try container.encode(finding?.probability, forKey: .probability)
    try container.encode(finding?.isPositive, forKey: .positive)
    try container.encode(outcome?.isRefused ?? false, forKey: .refused)
    try container.encode(error, forKey: .error)
    try container.encode(attempts, forKey: .attempts)
    try container.encode(nextAttempt?.formatted(.iso8601), forKey: .nextAttempt)
    try container.encode(deliveries, forKey: .deliveries)
  }
}
