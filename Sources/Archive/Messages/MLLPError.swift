/// Why a message did not go to an interface engine.
///
/// No case carries words of the other side's, which may name a patient. The sentences stand in
/// `MLLPError+Description.swift`.
public enum MLLPError: Error, Sendable, Equatable {
  /// What was to be sent is no HL7 v2 message.
  case noMessage
  /// A file for TLS can't be used.
  case unusableFile(String)
  /// There is no connection.
  case unreachable(String)
  /// It took too long.
  case timedOut
  /// The caller no longer wants an answer.
  case cancelled
  /// The connection was closed before the message was acknowledged.
  case closed
  /// The answer has more bytes than are taken.
  case tooLarge(limit: Int)
  /// The answer is no acknowledgement.
  case malformedAnswer(String)
  /// The answer acknowledges something else.
  case otherMessage
  /// The other side could not do its work (AE); the error's code (HL7 table 0357), where it is told.
  case failed(error: Int?)
  /// The other side does not take the message (AR); likewise.
  case rejected(error: Int?)

  /// Whether sending the same again is useless.
  public var isPermanent: Bool {
    switch self {
    case .noMessage, .rejected: true
    default: false
    }
  }
}
