import CHTTPBody
public import Foundation

/// A content coding of HTTP bodies.
public enum Compression: String, Sendable, Equatable {
  /// RFC 1952.
  case gzip
  /// RFC 1950: what HTTP calls deflate.
  case deflate

  /// The coding to answer in: gzip before deflate, nil where an `Accept-Encoding` header asks for neither.
  public init?(acceptedBy header: String) {
    var weights: [String: Double] = [:]
    for item in header.split(separator: ",") {
      let item = HeaderParameters(String(item))
      weights[item.value] = item.values["q"].map { Double($0) ?? 0 } ?? 1
    }
    let accepted = [Compression.gzip, .deflate].first { (weights[$0.rawValue] ?? weights["*"] ?? 0) > 0 }
    guard let accepted else { return nil }
    self = accepted
  }

  /// The inflated bytes; how much they may be is limited, whatever the data claims.
  ///
  /// - Throws: ``HTTPBodyError/damagedCompression`` or ``HTTPBodyError/tooLarge(limit:)``.
  public static func inflated(_ bytes: Data, limit: Int) throws(HTTPBodyError) -> Data {
    var output: UnsafeMutablePointer<UInt8>?
    var count = 0
    let status = bytes.withUnsafeBytes { input in
      chttpbody_inflate(input.bindMemory(to: UInt8.self).baseAddress, input.count, max(0, limit), &output, &count)
    }
    defer { chttpbody_free(output) }
    switch status {
    case 0: return output.map { Data(bytes: $0, count: count) } ?? Data()
    case 1: throw .damagedCompression
    default: throw .tooLarge(limit: limit)
    }
  }

  /// The bytes in this coding; nil where there is no memory for it.
  public func deflated(_ bytes: Data) -> Data? {
    var output: UnsafeMutablePointer<UInt8>?
    var count = 0
    let status = bytes.withUnsafeBytes { input in
      chttpbody_deflate(
        input.bindMemory(to: UInt8.self).baseAddress, input.count, self == .gzip ? 1 : 0, &output, &count)
    }
    defer { chttpbody_free(output) }
    return status == 0 ? output.map { Data(bytes: $0, count: count) } : nil
  }
}
