import HTTPTypes
import Hummingbird

/// All routes, put together.
struct Routes: Sendable {
  let state: ServerState
  /// Every documented route.
  let endpoints: [Endpoint]

  init(_ state: ServerState) {
    self.state = state
    endpoints = PredictRoutes(state: state).endpoints + ModelRoutes(state: state).endpoints
  }

  /// What answers requests.
  func responder() -> RouterResponder<ServerContext> {
    let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
    router.add(
      middleware: Gate(
        endpoints: endpoints, origins: OriginPolicy(allowed: state.options.allowedOrigins),
        telemetry: state.telemetry, isEncrypted: state.options.certificate != nil))
    for endpoint in endpoints {
      router.on(endpoint.routerPath, method: endpoint.method) { request, context in
        var context = context
        context.principal = try await state.gatekeeper.principal(of: request, needs: endpoint.scope)
        if endpoint.scope != nil { try state.limiter.take(for: context.principal.keyID ?? context.peer) }
        return try await endpoint.handle(request, context)
      }
    }
    return router.buildResponder()
  }
}
