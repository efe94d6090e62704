import HTTPTypes
import Hummingbird

/// Which web pages of other origins may use the server from a browser; none unless told otherwise.
struct OriginPolicy: Sendable {
  let allowed: [String]

  /// The answer to a browser that asks beforehand; nil for every other request.
  func preflight(_ request: Request) -> Response? {
    guard request.method == .options, request.headers[.accessControlRequestMethod] != nil,
      origin(of: request) != nil
    else { return nil }
    var response = Response(status: .noContent)
    response.headers[.accessControlAllowMethods] = "GET, POST"
    response.headers[.accessControlAllowHeaders] = "authorization, content-type, x-api-key"
    response.headers[.accessControlMaxAge] = "600"
    return response
  }

  /// Lets the page read the answer.
  func addHeaders(to response: inout Response, _ request: Request) {
    guard let origin = origin(of: request) else { return }
    response.headers[.accessControlAllowOrigin] = origin
    response.headers[.accessControlExposeHeaders] = "x-request-id"
    response.headers.append(HTTPField(name: .vary, value: "Origin"))
  }

  private func origin(of request: Request) -> String? {
    guard let origin = request.headers[.origin] else { return nil }
    if allowed.contains("*") { return "*" }
    return allowed.contains(origin) ? origin : nil
  }
}
