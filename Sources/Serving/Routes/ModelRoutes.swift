import Bundles
import Files
import Foundation
import Hummingbird
import Inference
import Metrics
import Radiograph

/// The routes that tell of the server and its models.
struct ModelRoutes: Sendable {
  let state: ServerState

  var endpoints: [Endpoint] {
    let versionParameters: [Endpoint.Parameter] = [
      .init(name: "name", place: .path, summary: "The model's name."),
      .init(
        name: "version", place: .path, summary: "Its version.", schema: ["type": "integer", "minimum": 1]),
    ]
    func file(
      _ path: String, _ summary: String, _ type: String, _ name: String, _ schema: JSONValue = Schema.text
    ) -> Endpoint {
      Endpoint(
        method: .get, path: "/models/{name}/{version}/\(path)", scope: .predict, summary: summary,
        parameters: versionParameters, answer: (type, schema),
        refusals: [404]
      ) { request, context in try await bundleFile(name, type, context) }
    }
    return [
      Endpoint(
        method: .get, path: "/health", scope: nil, summary: "Whether the server is ready.",
        answer: Endpoint.json("Health"), refusals: [503], isVital: true,
        handle: health),
      Endpoint(
        method: .get, path: "/model-info", scope: .predict, summary: "The metadata of a model.",
        parameters: Query.modelParameters, answer: Endpoint.json("ModelInfo"), refusals: [404, 503], handle: modelInfo),
      Endpoint(
        method: .get, path: "/models", scope: .predict, summary: "Every model and version with its state.",
        answer: Endpoint.json("Models"), handle: models),
      file("card", "The model's card.", "text/markdown", BundleFile.card.rawValue),
      file("report", "The report of its training.", "text/html", BundleFile.report.rawValue),
      file(
        "evaluation", "What it said of the test pictures.", "application/json", BundleFile.evaluation.rawValue,
        Schema.reference("Evaluation")),
    ]
  }

  private func health(_ request: Request, _ context: ServerContext) async throws -> Response {
    let isReady = state.library.isReady
    let health = Health(
      status: isReady ? "ok" : "not_ready", version: ProductVersion.current,
      uptimeSeconds: (ContinuousClock.now - state.started).seconds, models: state.library.readyCount)
    return try .json(health, status: isReady ? .ok : .serviceUnavailable)
  }

  private func modelInfo(_ request: Request, _ context: ServerContext) async throws -> Response {
    let query = try Query(request)
    return try .json(ModelDescription(state.library.model(named: query.model, version: query.version).predictor))
  }

  private func models(_ request: Request, _ context: ServerContext) async throws -> Response {
    try .json(ModelList(state.library))
  }

  private func bundleFile(_ name: String, _ type: String, _ context: ServerContext) async throws -> Response {
    guard let model = context.parameters.get("name"), let version = context.parameters.get("version") else {
      throw APIError.unknownModel
    }
    let bundle = try state.library.model(named: model, version: version).predictor.bundle
    guard let expected = bundle.metadata.files[name] else {
      throw APIError(.notFound, "no_such_file", "this version of the model has none")
    }
    let bytes = try await state.pool.run(.bulk) {
      let bytes = try FileReading.bytes(of: bundle.url.appending(path: name), limit: 64 << 20)
      guard Checksum(of: bytes) == expected else { throw APIError.internalError }
      return bytes
    }
    var response = Response.bytes(bytes, type: "\(type); charset=utf-8")
    if type == "text/html" {
      response.headers[.contentSecurityPolicy] =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox allow-popups"
    }
    return response
  }
}

/// What `/health` answers.
private struct Health: Encodable {
  let status: String
  let version: String
  let uptimeSeconds: Double
  let models: Int

  private enum CodingKeys: String, CodingKey {
    case status, version, models
    case uptimeSeconds = "uptime_seconds"
  }
}
