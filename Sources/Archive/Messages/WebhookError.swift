/// Why nothing was told at a web address.
///
/// The sentences stand in `WebhookError+Description.swift`.
public enum WebhookError: Error, Sendable, Equatable {
  /// The address can't be used.
  case invalidURL(String)
  /// Plain HTTP would go to another machine.
  case plainHTTP(host: String)
  /// A file with a secret or for TLS can't be used.
  case unusableFile(String)
  /// There is no connection.
  case unreachable(String)
  /// It took too long.
  case timedOut
  /// The caller no longer wants an answer.
  case cancelled
  /// The other side answers with a status that is no success.
  case refused(status: Int)

  /// Whether telling the same again is useless; of statuses, 4xx but 401, 403, 408, 425 and 429.
  public var isPermanent: Bool {
    switch self {
    case .refused(let status): HTTPFailure(status: status).isPermanent
    case .invalidURL, .plainHTTP: true
    case .unusableFile, .unreachable, .timedOut, .cancelled: false
    }
  }
}
