import HTTPTypes
import Hummingbird

/// What a request is refused with: a status, a stable code for programs and a sentence for people.
///
/// Nothing of the server's inside stands in it: no path, no pointer, no library's own words.
struct APIError: Error, Sendable {
  let status: HTTPResponse.Status
  let code: String
  let message: String
  /// Why a picture can't be used; only with 422.
  var reasons: [String] = []
  /// Seconds after which to try again.
  var retryAfter: Int?
  /// Further headers, such as `Allow`.
  var headers: HTTPFields = [:]

  init(_ status: HTTPResponse.Status, _ code: String, _ message: String) {
    self.status = status
    self.code = code
    self.message = message
  }
}

// MARK: - The errors

extension APIError {
  static let notFound = APIError(.notFound, "not_found", "there is nothing at this address")
  static let unauthorized: APIError = {
    var error = APIError(.unauthorized, "unauthorized", "a valid key is needed: Authorization: Bearer KEY")
    error.headers[.wwwAuthenticate] = "Bearer realm=\"hilum\""
    return error
  }()
  static let forbidden = APIError(.forbidden, "forbidden", "this key may not do that")
  static let badHost = APIError(.badRequest, "bad_host", "a request names its host in one Host header")
  static let foreignHost = APIError(
    .misdirectedRequest, "foreign_host", "this server is not known under that name; see --allowed-host")
  static let foreignOrigin = APIError(
    .forbidden, "foreign_origin", "a web page of another origin may not do that; see --allow-origin")
  static let modelControlOff = APIError(
    .forbidden, "model_control_off",
    "models are loaded and unloaded over HTTP only with --model-control or an admin key")
  static let noFile = APIError(
    .badRequest, "no_file",
    "send a picture: a multipart field 'file', or a raw body of image/jpeg, image/png or "
      + "application/dicom")
  static let internalError = APIError(
    .internalServerError, "internal_error", "the server failed to answer this request")
  static let connectionLost = APIError(
    .badRequest, "connection_lost", "the connection ended before the answer was there")
  static let slowBody = APIError(.requestTimeout, "request_timeout", "the body came too slowly")

  static func badRequest(_ code: String, _ message: String) -> APIError { APIError(.badRequest, code, message) }

  static func tooLarge(_ message: String) -> APIError { APIError(.contentTooLarge, "too_large", message) }

  static func methodNotAllowed(_ allowed: [String]) -> APIError {
    var error = APIError(.methodNotAllowed, "method_not_allowed", "use \(allowed.joined(separator: " or "))")
    error.headers[.allow] = allowed.joined(separator: ", ")
    return error
  }

  static func unavailable(_ code: String, _ message: String, retryAfter: Int = 1) -> APIError {
    var error = APIError(.serviceUnavailable, code, message)
    error.retryAfter = retryAfter
    return error
  }

  /// So many pictures wait already that another would not be read in time.
  static let queueFull = APIError.unavailable("queue_full", "the server is busy; try again")

  /// The connection is beyond the limit.
  static let tooManyConnections = APIError.unavailable(
    "too_many_connections", "the server has too many connections")

  static func tooManyRequests(retryAfter: Int) -> APIError {
    var error = APIError(.tooManyRequests, "too_many_requests", "this key has sent too many requests")
    error.retryAfter = retryAfter
    return error
  }

  static func unusable(_ reasons: [String]) -> APIError {
    var error = APIError(
      .unprocessableContent, "not_usable", "the picture can be read, but nothing should be made of it")
    error.reasons = reasons
    return error
  }
}
