import Bundles
import HTTPTypes
import Hummingbird
import Inference

/// The routes that explain readings.
struct ExplanationRoutes: Sendable {
  let state: ServerState

  var endpoints: [Endpoint] {
    [
      Endpoint(
        method: .get, path: "/explain", scope: .predict, summary: "How a model can be explained here.",
        parameters: Query.modelParameters,
        answer: Endpoint.json("ExplanationMethods"), refusals: [404, 503], handle: list),
      Endpoint(
        method: .post, path: "/explain", scope: .predict,
        summary:
          "A radiograph with the heat-map over it, as PNG; as JSON, or as events with the place in the queue, by Accept.",
        parameters: Query.modelParameters + ExplanationRequest.parameters + [
          Query.explainParameter, Query.classParameter, Query.heatmapParameter, Query.frameParameter,
        ], body: .picture,
        answer: ("image/png", Schema.picture),
        otherAnswers: [
          ("application/json", Schema.reference("Explanation")), ("text/event-stream", Schema.text),
        ],
        refusals: [400, 404, 408, 413, 415, 422, 501, 503, 504], handle: explain),
    ]
  }

  private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
    let query = try Query(request)
    let model = try state.library.model(named: query.model, version: query.version)
    return try .json(await ExplanationList(model, state.explanations))
  }

  private func explain(_ request: Request, _ context: ServerContext) async throws -> Response {
    try state.admit()
    let query = try Query(request)
    var wish = try ExplanationRequest(request)
    let model = try state.library.model(named: query.model, version: query.version)
    guard query.reading.explained != .all else {
      throw APIError.badRequest("bad_parameter", "class is one class here; /predict gives all")
    }
    try query.reading.check(model.metadata.classes, isExplained: true)
    let method = try await state.explanations.choose(&wish, for: model, standard: query.reading.method)
    var reading = query.reading
    reading.heatmap = nil
    reading.method = method.activationMap ?? reading.method
    // What comes with the reading needs no turn of its own.
    let isSlow = wish.effort != .none
    reading.subject = isSlow ? .picture : .map
    if isSlow { try state.explanations.queue.admit(context.owner) }
    let upload = try await state.uploads.picture(of: request)
    let results = await state.read(upload, with: model, reading, id: context.requestID)
    guard let result = try results.first?.get(), let subject = result.pictures.subject else {
      throw APIError.internalError
    }
    try result.checkUsable()
    let explain = explaining(subject, model, wish, query.heatmap ?? .overlay, result.pictures.map, context)
    let accept = request.headers[.accept] ?? ""
    if accept.contains("text/event-stream") {
      return Response(
        status: .ok, headers: [.contentType: "text/event-stream"],
        body: ExplanationEvents(requestID: context.requestID, explain: explain).body)
    }
    let answer = try await state.connections.working(for: context.channel) { try await explain { _ in } }
    return accept.contains("application/json") && !accept.contains("image/")
      ? try .json(answer) : .bytes(answer.picture, type: "image/png")
  }

  /// What makes the explanation and draws it.
  ///
  /// - Parameter map: What came with the reading; nil where it is to be made.
  private func explaining(
    _ subject: ExplainableReading, _ model: ServedModel, _ wish: ExplanationRequest, _ style: ReadingRequest.Heatmap,
    _ map: HeatMap?, _ context: ServerContext
  ) -> ExplanationEvents.Work {
    let (owner, id) = (context.owner, context.requestID)
    return { place in
      let explanation: Explanation
      if let map {
        explanation = Explanation(method: wish.method, map: map)
      } else {
        let started = ContinuousClock.now
        explanation = try await state.explanations.explain(subject, of: model, wish, for: owner, place: place)
        state.telemetry.recordExplanation(wish.method, (ContinuousClock.now - started).seconds, of: model)
      }
      return try await state.pool.run(.interactive) {
        try ExplanationAnswer(explanation, of: subject, by: model.predictor, wish, style, requestID: id)
      }
    }
  }
}

extension ServerContext {
  /// Whom the request counts for where clients share something.
  var owner: String { principal.keyID ?? peer }
}
