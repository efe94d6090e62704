/// What became of one file that was sent.
public struct StoreOutcome: Sendable, Equatable {
  /// The response's status; nil where there was none.
  public let status: UInt16?
  /// What the peer says to it, which may name a patient: not for a log.
  public let comment: String
  /// Why there was no response.
  public let error: DIMSEError?

  /// Whether the peer has the object: success, or a warning (PS3.4 table B.2-1).
  public var isStored: Bool {
    guard let status else { return false }
    return status == 0 || status & 0xF000 == 0xB000 || status == 0x0001 || status == 0x0107 || status == 0x0116
  }
}
