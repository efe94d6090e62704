/// What can go wrong with our own node, and with asking another.
///
/// No case carries words of a peer's or anything of an object, which may name a patient.
public enum DIMSEError: Error, Sendable, Equatable {
  /// DCMTK's data dictionary is not installed.
  case noDictionary
  /// Not an AE title.
  case invalidTitle(String)
  /// Not an address that can be called.
  case invalidAddress(PeerAddress)
  /// Not a key of a query, `0010,0020` for instance.
  case invalidKey(String)
  /// Not a UID (PS3.5, section 9).
  case invalidUID
  /// The port cannot be had; the system's error number.
  case cannotListen(host: String, port: Int, code: Int32)
  /// Certificate, key or authorities.
  case unusableTLS(String)
  /// No connection.
  case unreachable(PeerAddress, reason: String)
  case rejected(PeerAddress, AssociationRejection)
  /// The peer accepts no presentation context of this service, or SOP class.
  case notAccepted(PeerAddress, service: String)
  case timedOut(PeerAddress)
  /// The caller no longer wants an answer.
  case cancelled
  /// Connection or association ended before the answer came.
  case lost(PeerAddress, reason: String)
  /// The answer's status is a failure.
  case refused(PeerAddress, operation: String, status: UInt16)
  /// Not a Part 10 file that can be sent.
  case unreadableFile(String)
}
