/// What can go wrong with a request to a DICOMweb server.
///
/// No case carries an answer's text but for reasons that are cut short, nor anything of a patient or of a secret.
public enum DICOMwebError: Error, Sendable, Equatable {
  /// The server's address can't be used; why.
  case invalidURL(String)
  /// Plain HTTP to a host that is not this machine, which is not allowed unless asked for.
  case plainHTTP(host: String)
  /// A file for TLS, or with a secret, can't be used.
  case unusableFile(String)
  /// Not a UID (PS3.5, section 9).
  case invalidUID
  /// There was no connection, or it broke; why.
  case unreachable(String)
  /// The answer did not come within the time for it.
  case timedOut
  /// The caller no longer wants an answer.
  case cancelled
  /// The server sends elsewhere, which is not followed.
  case redirected
  /// The server answers with a status of failure.
  case refused(status: Int)
  /// The answer does not follow PS3.18; what is wrong.
  case malformedAnswer(String)
  /// The answer holds more than is taken; of what.
  case tooLarge(Quantity, limit: Int)
  /// A file on this machine can't be read or written.
  case localFile(String)

  /// What an answer can hold too much of.
  public enum Quantity: String, Sendable, Equatable {
    /// Bytes of the answer.
    case bytes
    /// Bytes of one object.
    case objectBytes
    /// Objects.
    case objects
    /// Matches of a search.
    case matches
  }

  /// Whether the same request fails again for sure; of statuses, 4xx but 401, 403, 408, 425 and 429.
  public var isPermanent: Bool {
    switch self {
    case .unreachable, .timedOut, .cancelled, .malformedAnswer, .unusableFile, .localFile: false
    case .refused(let status): HTTPFailure(status: status).isPermanent
    case .invalidURL, .plainHTTP, .invalidUID, .redirected, .tooLarge: true
    }
  }
}
