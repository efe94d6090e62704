import Bundles
import Dispatch
import Foundation
import HTTPBody
import HTTPTypes
import Hummingbird
import Inference
import OpenInference

/// The Open Inference Protocol v2, with Triton's extensions.
struct ProtocolRoutes: Sendable {
  let state: ServerState

  var endpoints: [Endpoint] {
    let name = Endpoint.Parameter(name: "name", place: .path, summary: "The model's name.")
    let version = Endpoint.Parameter(name: "version", place: .path, summary: "Its version.")
    let options = Endpoint.Body.json(Schema.reference("RepositoryRequest"), isRequired: false)
    func get(
      _ path: String, _ summary: String, _ schema: String?, parameters: [Endpoint.Parameter] = [],
      _ handle: @escaping Endpoint.Handler
    ) -> Endpoint {
      // What says all with its status needs no key.
      Endpoint(
        method: .get, path: path, scope: schema == nil ? nil : .predict, summary: summary, parameters: parameters,
        answer: schema.map(Endpoint.json), emptyStatus: 200, refusals: [400, 404, 503],
        isVital: path.hasPrefix("/v2/health/"), handle: handle)
    }
    func post(
      _ path: String, _ summary: String, scope: Scope, _ parameters: [Endpoint.Parameter] = [],
      _ body: Endpoint.Body, answer: (type: String, schema: JSONValue)?,
      others: [(type: String, schema: JSONValue)] = [], _ handle: @escaping Endpoint.Handler
    ) -> Endpoint {
      Endpoint(
        method: .post, path: path, scope: scope, summary: summary, parameters: parameters, body: body, answer: answer,
        otherAnswers: others, emptyStatus: 200, refusals: [400, 404, 408, 413, 415, 422, 503], handle: handle)
    }
    let length = Endpoint.Parameter(
      name: "Inference-Header-Content-Length", place: .header,
      summary: "Of a body with binary tensors: how many bytes of it are JSON.",
      schema: ["type": "integer", "minimum": 0])
    let both = ["/v2/models/{name}", "/v2/models/{name}/versions/{version}"].flatMap { path in
      let parameters = path.hasSuffix("{version}") ? [name, version] : [name]
      return [
        get(path, "The tensors of a model.", "ModelTensors", parameters: parameters, metadata),
        get("\(path)/ready", "Whether a model is ready.", nil, parameters: parameters, modelReady),
        get("\(path)/config", "A model's configuration.", "ModelConfiguration", parameters: parameters, configuration),
        get("\(path)/stats", "What a model did.", "ModelStatistics", parameters: parameters, statistics),
        post(
          "\(path)/infer", "Runs a model on tensors or files.", scope: .predict, parameters + [length], .inference,
          answer: Endpoint.json("InferenceResponse"), others: [("application/octet-stream", Schema.file)],
          infer),
      ]
    }
    return [
      get("/v2", "The server's name, version and extensions.", "ServerMetadata") { _, _ in
        try .json(ServerMetadata(version: ProductVersion.current))
      },
      get("/v2/health/live", "Whether the server runs.", nil) { _, _ in Response(status: .ok) },
      get("/v2/health/ready", "Whether the server is ready.", nil, ready),
      get("/v2/models/stats", "What all models did.", "ModelStatistics", statistics),
      post(
        "/v2/repository/index", "Every model and version.", scope: .predict, [], options,
        answer: Endpoint.json("RepositoryIndex"), index),
      post(
        "/v2/repository/models/{name}/load", "Puts a model into service.", scope: .admin, [name],
        options, answer: nil, load),
      post(
        "/v2/repository/models/{name}/unload", "Takes a model out of service.", scope: .admin, [name],
        options, answer: nil, unload),
    ] + both
  }

  // MARK: - Health and metadata

  private func ready(_ request: Request, _ context: ServerContext) async throws -> Response {
    guard state.library.isReady else { throw APIError.notReady }
    return Response(status: .ok)
  }

  private func modelReady(_ request: Request, _ context: ServerContext) async throws -> Response {
    _ = try model(context)
    return Response(status: .ok)
  }

  private func metadata(_ request: Request, _ context: ServerContext) async throws -> Response {
    try .json(description(of: model(context)))
  }

  private func configuration(_ request: Request, _ context: ServerContext) async throws -> Response {
    try .json(ModelConfiguration(description(of: model(context)), batch: InferenceRequest.Limits().batch))
  }

  private func statistics(_ request: Request, _ context: ServerContext) async throws -> Response {
    let models =
      context.parameters.get("name") == nil
      ? state.library.snapshot.sorted { $0.key.description < $1.key.description }.compactMap(\.value.model)
      : [try model(context)]
    return try .json(ModelStatisticsAnswer(models: models.map(ModelStatisticsAnswer.Model.init)))
  }

  private func model(_ context: ServerContext) throws -> ServedModel {
    try state.library.model(named: context.parameters.get("name"), version: context.parameters.get("version"))
  }

  private func description(of model: ServedModel) -> ModelMetadataAnswer {
    let versions = state.library.snapshot.filter { $0.key.name == model.identity.name && $0.value.model != nil }
    return ModelMetadataAnswer(model, versions: versions.keys.map(\.version).sorted())
  }

  // MARK: - The repository

  private func index(_ request: Request, _ context: ServerContext) async throws -> Response {
    struct Filter: Decodable { let ready: Bool? }
    let body = try await state.uploads.whole(request, limit: 64 << 10)
    let filter = body.isEmpty ? nil : try? JSONDecoder().decode(Filter.self, from: body)
    let entries = state.library.snapshot.sorted { $0.key.description < $1.key.description }.map { identity, slot in
      RepositoryEntry(
        name: identity.name.description, version: String(identity.version),
        state: slot.model != nil ? "READY" : slot.isLoading ? "LOADING" : "UNAVAILABLE",
        reason: slot.isUnloaded ? "unloaded" : slot.error ?? "")
    }
    return try .json(entries.filter { filter?.ready != true || $0.state == "READY" })
  }

  private func load(_ request: Request, _ context: ServerContext) async throws -> Response {
    try await setLoaded(true, request, context)
  }

  private func unload(_ request: Request, _ context: ServerContext) async throws -> Response {
    try await setLoaded(false, request, context)
  }

  private func setLoaded(_ isLoaded: Bool, _ request: Request, _ context: ServerContext) async throws -> Response {
    // Where keys are needed, the scope of the route asks for an administrator's.
    guard state.options.isModelControlOn || state.options.needsKey else { throw APIError.modelControlOff }
    guard let name = context.parameters.get("name") else { throw APIError.unknownModel }
    _ = try await state.uploads.whole(request, limit: 64 << 10)
    let library = state.library
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try library.setLoaded(isLoaded, name: name) })
      }
    }
    return Response(status: .ok)
  }

  // MARK: - Inference

  private func infer(_ request: Request, _ context: ServerContext) async throws -> Response {
    try state.admit()
    let model = try model(context)
    let body = try await body(of: request)
    let parsed: InferenceRequest
    do {
      parsed = try InferenceRequest(
        body: body, headerLength: request.headers[.inferenceHeaderLength], image: model.predictor.signature.input)
      try Self.check(parsed, model)
    } catch {
      throw APIError.badRequest("malformed_request", "\(error)")
    }
    let answer = try await TensorInference(state: state, model: model, requestID: context.requestID).answer(parsed)
    return try Self.response(answer, to: request)
  }

  private func body(of request: Request) async throws -> Data {
    let body = try await state.uploads.whole(request, limit: state.options.limits.bodyBytes)
    switch request.headers[.contentEncoding]?.lowercased() {
    case nil, "identity": return body
    case "gzip", "deflate":
      let limit = state.options.limits.bodyBytes
      return try await state.pool.run(.interactive, limit: state.options.limits.queue) {
        try Compression.inflated(body, limit: limit)
      }
    default: throw APIError(.unsupportedMediaType, "unsupported_encoding", "the Content-Encoding is gzip or deflate")
    }
  }

  /// Checks that a request's tensors are the model's.
  private static func check(_ request: InferenceRequest, _ model: ServedModel) throws(InferenceProtocolError) {
    let names = "'\(TensorNames.image)' or '\(TensorNames.file)'"
    guard request.inputs.count == 1, let input = request.inputs.first else {
      throw .limit("the number of inputs", 1)
    }
    let image = model.predictor.signature.input
    switch (input.name, input.elements) {
    case (TensorNames.image, .floats):
      guard Array(input.shape.dropFirst()) == image else { throw .shape(tensor: input.name, input.shape) }
    case (TensorNames.file, .bytes), (TensorNames.image, .bytes):
      guard input.shape.dropFirst().allSatisfy({ $0 == 1 }) else { throw .shape(tensor: input.name, input.shape) }
    case (TensorNames.file, .floats): throw .datatype(tensor: input.name, found: "FP32", expected: "BYTES")
    default: throw .unknownTensor(input.name, expected: names)
    }
    for output in request.outputs ?? [] where OutputName(rawValue: output.name) == nil {
      throw .unknownTensor(output.name, expected: OutputName.allCases.map(\.rawValue).joined(separator: ", "))
    }
  }

  private static func response(_ answer: InferenceResponse, to request: Request) throws -> Response {
    var (body, headerLength) = try answer.encoded()
    var headers: HTTPFields = [:]
    if let coding = Compression(acceptedBy: request.headers[.acceptEncoding] ?? ""),
      let packed = coding.deflated(body)
    {
      body = packed
      headers[.contentEncoding] = coding.rawValue
    }
    var response = Response.bytes(body, type: headerLength == nil ? "application/json" : "application/octet-stream")
    response.headers.append(contentsOf: headers)
    if let headerLength { response.headers[.inferenceHeaderLength] = String(headerLength) }
    return response
  }
}
