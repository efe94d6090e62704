import HTTPTypes
import Hummingbird

/// All routes, put together.
struct Routes: Sendable {
  let state: ServerState
  /// Every documented route.
  let endpoints: [Endpoint]
  private let root: RootRoute

  init(_ state: ServerState) { self.init(state, web: state.options.web.flatMap { WebFolder($0) }) }

  private init(_ state: ServerState, web: WebFolder?) {
    self.state = state
    let options = state.options
    root = RootRoute(
      web: web,
      features: .init(
        audit: state.audit != nil, runs: options.runs != nil, archive: state.archive != nil, explain: true)
    ) {
      Routes(state, web: web).endpoints
    }
    let routes =
      PredictRoutes(state: state).endpoints + ExplanationRoutes(state: state).endpoints
      + ModelRoutes(state: state).endpoints + AuditRoutes(state: state).endpoints
      + ArchiveRoutes(state: state).endpoints
      + RunRoutes(folder: options.runs.map { RunFolder($0) }).endpoints + ProtocolRoutes(state: state).endpoints
      + PageRoutes(state: state).endpoints + [root.endpoint]
    let document = Endpoint(
      method: .get, path: "/openapi.json", scope: nil, summary: "This interface, as OpenAPI 3.1.",
      answer: Endpoint.json("OpenAPIDocument")
    ) { _, _ in try .json(Routes(state, web: web).openAPI.document) }
    endpoints = routes + [document]
  }

  /// What the routes' documentation is made of.
  var openAPI: OpenAPI { OpenAPI(endpoints: endpoints, needsKey: state.options.needsKey) }

  /// What answers requests.
  func responder() -> RouterResponder<ServerContext> {
    let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
    router.add(
      middleware: Gate(
        endpoints: endpoints, hosts: state.hosts, origins: OriginPolicy(allowed: state.options.allowedOrigins),
        telemetry: state.telemetry, isEncrypted: state.options.certificate != nil))
    for endpoint in endpoints {
      router.on(endpoint.routerPath, method: endpoint.method) { request, context in
        var context = context
        guard endpoint.isVital || !state.connections.isSpare(context.channel) else {
          throw APIError.tooManyConnections
        }
        context.principal = try await state.gatekeeper.principal(of: request, needs: endpoint.scope)
        if endpoint.scope != nil { try state.limiter.take(for: context.principal.keyID ?? context.peer) }
        // Before anything else may refuse it: what is too large now is so later as well.
        try state.uploads.checkLength(of: request)
        return try await endpoint.handle(request, context)
      }
    }
    root.addFiles(to: router)
    return router.buildResponder()
  }
}
