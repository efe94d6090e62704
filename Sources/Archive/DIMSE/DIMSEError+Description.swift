import Glibc

extension DIMSEError: CustomStringConvertible {
  /// The error as an English sentence.
  public var description: String {
    switch self {
    case .noDictionary:
      "DCMTK's data dictionary is not installed"
    case .invalidTitle(let title):
      "'\(title)' is not an AE title: 1 to 16 printable ASCII characters, no backslash"
    case .invalidAddress(let peer):
      "\(peer) is not AE@HOST:PORT with a host's name or IPv4 address"
    case .invalidKey(let key):
      "'\(key)' is not a tag such as 0010,0020 that a query can have"
    case .invalidUID:
      "what should be a UID is none"
    case .cannotListen(let host, let port, let code):
      "cannot listen at \(host):\(port): \(strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)")"
    case .unusableTLS(let reason):
      "TLS: \(reason)"
    case .unreachable(let peer, let reason):
      "\(peer) cannot be reached: \(reason)"
    case .rejected(let peer, let rejection):
      "\(peer) rejects the association: \(rejection)\(rejection.isTransient ? " (for now)" : "")"
    case .notAccepted(let peer, let service):
      "\(peer) does not accept \(service)"
    case .timedOut(let peer):
      "\(peer) does not answer in time"
    case .cancelled:
      "the request was given up"
    case .lost(let peer, let reason):
      "the association with \(peer) was lost: \(reason)"
    case .refused(let peer, let operation, let status):
      "\(peer) answers \(operation) with status \(status.hexadecimal)"
    case .unreadableFile(let name):
      "\(name) is not a DICOM file that can be sent"
    }
  }
}
