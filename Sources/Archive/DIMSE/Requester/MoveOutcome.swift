/// What a C-MOVE came to (PS3.4 section C.4.2.1.5).
public struct MoveOutcome: Sendable, Equatable {
  /// The last response's status.
  public let status: UInt16
  /// What the peer says to it, which may name a patient: not for a log.
  public let comment: String
  /// Sub-operations, each of which sends one object.
  public let completed, failed, warnings: Int

  /// Whether every object was sent.
  public var isComplete: Bool { status == 0 && failed == 0 }
}
