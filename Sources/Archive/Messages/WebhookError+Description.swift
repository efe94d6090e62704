extension WebhookError: CustomStringConvertible {
  /// What happened, in a sentence.
  public var description: String {
    switch self {
    case .invalidURL(let reason): "the web address can't be used: \(reason)"
    case .plainHTTP(let host): "plain HTTP to \(host) would show patients' data on the way: use https"
    case .unusableFile(let name): "the file \(name) can't be used"
    case .unreachable(let reason): "there is no connection to the web address: \(reason)"
    case .timedOut: "the web address took too long"
    case .cancelled: "the message was given up"
    case .refused(let status): "the web address answers with status \(status)"
    }
  }
}
