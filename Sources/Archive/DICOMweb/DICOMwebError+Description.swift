extension DICOMwebError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .invalidURL(let reason): "the DICOMweb address can't be used: \(reason)"
    case .plainHTTP(let host): "'\(host)' is not this machine: only https is used for it"
    case .unusableFile(let file): "'\(file)' can't be used: it is missing, or not in the form that is needed"
    case .invalidUID: "what should be a UID is none"
    case .unreachable(let reason): "the DICOMweb server can't be reached: \(reason)"
    case .timedOut: "the DICOMweb server did not answer in time"
    case .cancelled: "the request was given up"
    case .redirected: "the DICOMweb server sends elsewhere; redirects are not followed"
    case .refused(let status): "the DICOMweb server refuses: status \(status)"
    case .malformedAnswer(let reason): "the DICOMweb server's answer is malformed: \(reason)"
    case .tooLarge(let quantity, let limit): "the DICOMweb server's answer has more than \(limit) \(quantity.words)"
    case .localFile(let reason): "a file of an exchange with the DICOMweb server failed: \(reason)"
    }
  }
}

extension DICOMwebError.Quantity {
  fileprivate var words: String {
    switch self {
    case .bytes: "bytes"
    case .objectBytes: "bytes in one object"
    case .objects: "objects"
    case .matches: "matches"
    }
  }
}
