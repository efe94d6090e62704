import Bundles
import Foundation
import HTTPTypes
import Hummingbird
import Metrics

/// The routes that are looked at with a browser: the web page and the documentation; and the metrics.
struct PageRoutes: Sendable {
  let state: ServerState
  let web: WebFolder?

  var endpoints: [Endpoint] {
    [
      Endpoint(
        method: .get, path: "/", scope: nil,
        summary: "The web page for browsers; name, version and routes for programs.",
        handle: root),
      Endpoint(
        method: .get, path: "/metrics", scope: .predict, summary: "Metrics for Prometheus.",
        answer: ("text/plain", ["type": "string"]), handle: metrics),
      Endpoint(
        method: .get, path: "/docs", scope: nil, summary: "This documentation, to be tried out.",
        answer: ("text/html", ["type": "string"])
      ) { _, _ in Self.page(DocumentationPage.html, "text/html") },
      Endpoint(
        method: .get, path: "/docs/page.js", scope: nil, summary: "The documentation's script.",
        answer: ("text/javascript", ["type": "string"])
      ) { _, _ in Self.page(DocumentationPage.script, "text/javascript") },
      Endpoint(
        method: .get, path: "/docs/page.css", scope: nil, summary: "The documentation's style.",
        answer: ("text/css", ["type": "string"])
      ) { _, _ in Self.page(DocumentationPage.style, "text/css") },
    ]
  }

  /// Adds the web page's files, which the documentation of the routes leaves out.
  func add(to router: Router<ServerContext>) {
    guard let web else { return }
    for path in ["/assets/**", "/favicon.ico", "/favicon.svg"] {
      router.get(RouterPath(path)) { request, _ in
        guard let response = web.response(request.uri.path, to: request) else { throw APIError.notFound }
        return response
      }
    }
  }

  private static func page(_ text: String, _ type: String) -> Response {
    var response = Response.bytes(text.utf8, type: "\(type); charset=utf-8")
    response.headers[.contentSecurityPolicy] = WebFolder.policy
    return response
  }

  private func root(_ request: Request, _ context: ServerContext) async throws -> Response {
    if (request.headers[.accept] ?? "").contains("text/html"), let page = web?.response("/index.html", to: request) {
      return page
    }
    let routes = Routes(state).endpoints.map { "\($0.method.rawValue) \($0.path)" }
    return try .json(ServerDescription(features: .init(state), endpoints: routes))
  }

  private func metrics(_ request: Request, _ context: ServerContext) async throws -> Response {
    let metrics = state.telemetry.metrics
    metrics.set("hilum_queue_length", to: Double(state.pool.waiting))
    metrics.set("hilum_models_ready", to: Double(state.library.readyCount))
    metrics.set("hilum_uptime_seconds", to: (ContinuousClock.now - state.started).seconds)
    if let bytes = ProcessMemory.resident { metrics.set("hilum_resident_bytes", to: Double(bytes)) }
    for slot in state.library.snapshot.values {
      if let model = slot.model { state.telemetry.setReferences(of: model) }
    }
    return .bytes(metrics.text.utf8, type: "text/plain; version=0.0.4; charset=utf-8")
  }
}
