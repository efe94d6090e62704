public import Foundation

/// A result on its way to one destination; its coding keys are those of the server's answers.
public struct Delivery: Sendable, Equatable {
  /// Where a delivery stands.
  public enum State: String, Sendable, Codable, CaseIterable {
    /// It will be sent, or sent again.
    case waiting
    /// The destination has it.
    case sent
    /// It was given up: a dead letter.
    case failed
  }

  /// Its number in the store.
  public let id: Int
  /// The object's number.
  public let object: Int
  /// What is delivered.
  public let kind: ResultKind
  /// Where to, by name.
  public let destination: String
  /// Where it stands.
  public let state: State
  /// How often it was tried.
  public let attempts: Int
  /// When it was tried first since it last began to wait; nil before.
  public let firstAttempt: Date?
  /// When it is tried again; nil where it isn't, or at once.
  public let nextAttempt: Date?
  /// Why it failed the last time.
  public let error: String?
  /// The result's file, by its name in the object's folder.
  public let file: String
  /// SOP Class UID of the result, where it is a DICOM object.
  public let sopClass: String?
  /// SOP Instance UID of the result, where it is a DICOM object.
  public let sopInstance: String?
}

extension Delivery: Encodable {
  private enum CodingKeys: String, CodingKey {
    case kind, destination, state, attempts, error
    case nextAttempt = "next_attempt"
  }

  /// Writes every key, `null` where there is nothing to say.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(destination, forKey: .destination)
    try container.encode(state, forKey: .state)
    try container.encode(attempts, forKey: .attempts)
    try container.encode(nextAttempt?.formatted(.iso8601), forKey: .nextAttempt)
    try container.encode(error, forKey: .error)
  }
}
