import HTTPTypes
import Hummingbird
import Logging

/// What every request passes: it is named, measured and logged, refusals become answers, and headers for safety are added.
struct Gate: RouterMiddleware {
  typealias Context = ServerContext

  let endpoints: [Endpoint]
  let hosts: HostPolicy
  let origins: OriginPolicy
  let telemetry: Telemetry
  let isEncrypted: Bool

  func handle(
    _ request: Request, context: ServerContext,
    next: (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    var reason: String?
    do {
      try hosts.check(request, local: context.channel.localAddress)
      if let preflight = origins.preflight(request) {
        response = preflight
      } else {
        try origins.check(request)
        response = try await next(request, context)
      }
    } catch {
      let refusal = refusal(for: error, request)
      if refusal.status == .internalServerError {
        telemetry.logger.error(
          "request failed", metadata: ["request_id": "\(context.requestID)", "reason": "\(error)"])
      }
      telemetry.countRefusal(refusal.code)
      reason = refusal.code
      response =
        request.uri.path.hasPrefix("/v2")
        ? Response(protocolError: refusal) : Response(refusal, requestID: context.requestID)
    }
    addHeaders(to: &response, request, context)
    telemetry.finish(request, response.status, refusal: reason, endpoint: context.endpointPath, context)
    return response
  }

  /// What a client is told of an error; a wrong method at a known path is told from an unknown path.
  private func refusal(for error: any Error, _ request: Request) -> APIError {
    let refusal = APIError(error)
    guard refusal.code == APIError.notFound.code else { return refusal }
    let components = request.uri.path.split(separator: "/")
    let allowed = endpoints.filter { $0.matches(components) }.map(\.method.rawValue)
    return allowed.isEmpty || allowed.contains(request.method.rawValue)
      ? refusal : .methodNotAllowed(Array(Set(allowed)).sorted())
  }

  private func addHeaders(to response: inout Response, _ request: Request, _ context: ServerContext) {
    response.headers[.requestID] = context.requestID
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.frameOptions] = "DENY"
    response.headers[.referrerPolicy] = "no-referrer"
    if response.headers[.contentSecurityPolicy] == nil {
      response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    if isEncrypted { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    for name in [HTTPField.Name.traceParent, .traceState] {
      if let value = request.headers[name], value.utf8.count <= 512 { response.headers[name] = value }
    }
    origins.addHeaders(to: &response, request)
  }
}
