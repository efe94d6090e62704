extension MLLPError: CustomStringConvertible {
  /// What happened, in a sentence.
  public var description: String {
    switch self {
    case .noMessage: "it is no HL7 v2 message"
    case .unusableFile(let name): "the file \(name) for TLS can't be used"
    case .unreachable(let reason): "there is no connection to the interface engine: \(reason)"
    case .timedOut: "the interface engine took too long"
    case .cancelled: "the message was given up"
    case .closed: "the interface engine closed the connection without an acknowledgement"
    case .tooLarge(let limit): "the interface engine's answer has more than \(limit) bytes"
    case .malformedAnswer(let reason): "the interface engine's answer is no acknowledgement: \(reason)"
    case .otherMessage: "the interface engine acknowledged another message"
    case .failed(let error): "the interface engine could not take the message (AE\(Self.code(error)))"
    case .rejected(let error): "the interface engine rejects the message (AR\(Self.code(error)))"
    }
  }

  private static func code(_ error: Int?) -> String { error.map { ", error \($0)" } ?? "" }
}
