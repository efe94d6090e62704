import HTTPTypes
import Hummingbird

/// Which web pages of other origins may use the server from a browser; none unless told otherwise.
///
/// A browser sends what a page asks it to, also to this machine, and tells in `Origin` and `Sec-Fetch-Site` for whom; a page
/// can't forge either. Programs send neither.
struct OriginPolicy: Sendable {
  let allowed: [String]

  /// Refuses whatever is more than a plain read where a page asks that is neither the server's own nor allowed.
  ///
  /// - Throws: ``APIError``.
  func check(_ request: Request) throws {
    guard ![.get, .head, .options].contains(request.method) else { return }
    let origins = request.headers[values: .origin]
    if origins.count == 1, allowedOrigin(of: request) != nil { return }
    let isOwnSite = ["same-origin", "none"].contains(request.headers[.secFetchSite] ?? "none")
    guard isOwnSite, origins.allSatisfy({ Self.isOwn($0, request) }) else { throw APIError.foreignOrigin }
  }

  /// The answer to a browser that asks beforehand; nil for every other request.
  func preflight(_ request: Request) -> Response? {
    guard request.method == .options, request.headers[.accessControlRequestMethod] != nil,
      allowedOrigin(of: request) != nil
    else { return nil }
    var response = Response(status: .noContent)
    response.headers[.accessControlAllowMethods] = "GET, POST"
    response.headers[.accessControlAllowHeaders] = "authorization, content-type, x-api-key"
    response.headers[.accessControlMaxAge] = "600"
    return response
  }

  /// Lets the page read the answer.
  func addHeaders(to response: inout Response, _ request: Request) {
    guard let origin = allowedOrigin(of: request) else { return }
    response.headers[.accessControlAllowOrigin] = origin
    response.headers[.accessControlExposeHeaders] = "x-request-id"
    response.headers.append(HTTPField(name: .vary, value: "Origin"))
  }

  private func allowedOrigin(of request: Request) -> String? {
    guard let origin = request.headers[.origin] else { return nil }
    if allowed.contains("*") { return "*" }
    return allowed.contains(origin) ? origin : nil
  }

  /// Whether an origin is the address that the request itself goes to.
  private static func isOwn(_ origin: String, _ request: Request) -> Bool {
    for (scheme, port) in [("http://", 80), ("https://", 443)] where origin.hasPrefix(scheme) {
      guard let page = HostName(String(origin.dropFirst(scheme.count))),
        let own = request.head.authority.flatMap({ HostName($0) })
      else { return false }
      return page.name == own.name && (page.port ?? port) == (own.port ?? port)
    }
    return false
  }
}
