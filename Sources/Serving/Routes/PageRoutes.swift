import Bundles
import Foundation
import HTTPTypes
import Hummingbird
import Metrics

/// The documentation of the routes, to be looked at with a browser; and the metrics.
struct PageRoutes: Sendable {
  let state: ServerState

  var endpoints: [Endpoint] {
    [
      Endpoint(
        method: .get, path: "/metrics", scope: .predict, summary: "Metrics for Prometheus.",
        answer: ("text/plain", ["type": "string"]), isVital: true, handle: metrics),
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

  private static func page(_ text: String, _ type: String) -> Response {
    var response = Response.bytes(text.utf8, type: "\(type); charset=utf-8")
    response.headers[.contentSecurityPolicy] = WebFolder.policy
    return response
  }

  private func metrics(_ request: Request, _ context: ServerContext) async throws -> Response {
    let metrics = state.telemetry.metrics
    metrics.set("hilum_queue_length", to: Double(state.pool.waiting))
    metrics.set("hilum_explanations_waiting", to: Double(state.explanations.queue.waiting))
    metrics.set("hilum_models_ready", to: Double(state.library.readyCount))
    metrics.set("hilum_uptime_seconds", to: (ContinuousClock.now - state.started).seconds)
    if let bytes = ProcessMemory.resident { metrics.set("hilum_resident_bytes", to: Double(bytes)) }
    if let archive = state.archive { try await state.telemetry.setGauges(of: archive) }
    for slot in state.library.snapshot.values {
      if let model = slot.model { state.telemetry.setReferences(of: model) }
    }
    return .bytes(metrics.text.utf8, type: "text/plain; version=0.0.4; charset=utf-8")
  }
}
