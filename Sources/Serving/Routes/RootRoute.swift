import Bundles
import HTTPTypes
import Hummingbird

/// The server's address itself: the web page for browsers; for programs, what the server is and has.
struct RootRoute: Sendable {
  /// What a server has beside the page, so that nobody need ask for what is not there.
  struct Features: Sendable, Encodable {
    /// Whether it reads pictures.
    var models = true
    /// Whether it keeps its readings.
    var audit = false
    /// Whether it shows trainings.
    var runs = false
    /// Whether it is a node of an archive.
    var archive = false
    /// Whether it tells how readings can be explained.
    var explain = false
  }

  let web: WebFolder?
  let features: Features
  /// Every documented route.
  let endpoints: @Sendable () -> [Endpoint]

  var endpoint: Endpoint {
    Endpoint(
      method: .get, path: "/", scope: nil, summary: "The web page for browsers; name, version and routes for programs.",
      answer: Endpoint.json("Root"),
      handle: answer)
  }

  /// Adds the web page's files, which the documentation of the routes leaves out.
  func addFiles(to router: Router<ServerContext>) {
    guard let web else { return }
    for path in ["/assets/**", "/favicon.ico", "/favicon.svg"] {
      router.get(RouterPath(path)) { request, _ in
        guard let response = web.response(request.uri.path, to: request) else { throw APIError.notFound }
        return response
      }
    }
  }

  private func answer(_ request: Request, _ context: ServerContext) async throws -> Response {
    if (request.headers[.accept] ?? "").contains("text/html"), let page = web?.response("/index.html", to: request) {
      return page
    }
    struct Root: Encodable {
      let name = "hilum"
      let version = ProductVersion.current
      let notice = "Research software, not a medical device."
      let features: Features
      let endpoints: [String]
    }
    return try .json(
      Root(features: features, endpoints: endpoints().map { "\($0.method.rawValue) \($0.path)" }))
  }
}
