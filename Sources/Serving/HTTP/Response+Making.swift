import Files
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension HTTPField.Name {
  static let requestID = HTTPField.Name(unchecked: "x-request-id")
  static let apiKey = HTTPField.Name(unchecked: "x-api-key")
  static let traceParent = HTTPField.Name(unchecked: "traceparent")
  static let traceState = HTTPField.Name(unchecked: "tracestate")
  static let inferenceHeaderLength = HTTPField.Name(unchecked: "inference-header-content-length")
  static let frameOptions = HTTPField.Name(unchecked: "x-frame-options")
  static let frameCount = HTTPField.Name(unchecked: "x-frame-count")
  static let secFetchSite = HTTPField.Name(unchecked: "sec-fetch-site")
  static let referrerPolicy = HTTPField.Name(unchecked: "referrer-policy")
}

extension HTTPField.Name {
  /// A name that is known to be one.
  private init(unchecked name: String) {
    self = HTTPField.Name(name) ?? .server
  }
}

extension Response {
  /// A value as JSON.
  static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    bytes(try JSONLine.bytes(value), type: "application/json; charset=utf-8", status: status)
  }

  /// Bytes of a content type.
  static func bytes(_ bytes: some Collection<UInt8>, type: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// A refusal, as every route but those under `/v2` answers it.
  init(_ error: APIError, requestID: String) {
    let response = try? Response.json(RefusalBody(error, requestID: requestID), status: error.status)
    self = response ?? Response(status: error.status)
    add(error)
  }

  /// A refusal, as the Open Inference Protocol wants it.
  init(protocolError error: APIError) {
    let response = try? Response.json(["error": error.message], status: error.status)
    self = response ?? Response(status: error.status)
    add(error)
  }

  private mutating func add(_ error: APIError) {
    headers.append(contentsOf: error.headers)
    if let seconds = error.retryAfter { headers[.retryAfter] = String(seconds) }
  }
}

/// A refusal as programs get it.
struct RefusalBody: Encodable {
  struct Inner: Encodable {
    let code: String
    let message: String
    let requestID: String
    let reasons: [String]?

    private enum CodingKeys: String, CodingKey {
      case code, message, reasons
      case requestID = "request_id"
    }
  }

  let error: Inner

  init(_ error: APIError, requestID: String) {
    self.error = Inner(
      code: error.code, message: error.message, requestID: requestID,
      reasons: error.reasons.isEmpty ? nil : error.reasons)
  }
}
