/// What can be wrong with a request's body.
public enum HTTPBodyError: Error, Sendable, Equatable {
  /// The content type is multipart, but names no usable boundary.
  case missingBoundary
  /// The body does not follow RFC 2046 or RFC 7578; the reason.
  case malformed(String)
  /// The body ends before its closing boundary.
  case truncated
  /// The body, or what it inflates to, is longer than this.
  case tooLarge(limit: Int)
  /// There are more parts than this.
  case tooManyParts(limit: Int)
  /// The headers of a part are longer than this.
  case headersTooLarge(limit: Int)
  /// Compressed data can't be inflated.
  case damagedCompression
}

extension HTTPBodyError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .missingBoundary: "the Content-Type is multipart without a usable boundary"
    case .malformed(let reason): "the multipart body is malformed: \(reason)"
    case .truncated: "the multipart body ends before its closing boundary"
    case .tooLarge(let limit): "the body is larger than \(limit) bytes"
    case .tooManyParts(let limit): "the multipart body has more than \(limit) parts"
    case .headersTooLarge(let limit): "the headers of a part are longer than \(limit) bytes"
    case .damagedCompression: "the compressed body is damaged"
    }
  }
}
