import Bundles
import Foundation
import HTTPTypes
import Hummingbird
import Inference
import Radiograph

/// The routes that read pictures.
struct PredictRoutes: Sendable {
  let state: ServerState

  var endpoints: [Endpoint] {
    [
      Endpoint(
        method: .post, path: "/predict", scope: .predict, summary: "Reads one or more radiographs.",
        parameters: Query.modelParameters + [
          Query.explainParameter, Query.classParameter, Query.heatmapParameter,
          .init(
            name: "format", place: .query, summary: "compact: only the class, its probability and all probabilities.",
            schema: ["type": "string", "enum": ["full", "compact"], "default": "full"]),
          Query.reportParameter, Query.frameParameter,
        ],
        body: .pictures,
        answer: (
          "application/json",
          [
            "anyOf": [
              Schema.reference("Reading"), Schema.reference("Readings"), Schema.reference("CompactReading"),
            ]
          ]
        ),
        refusals: [400, 404, 408, 413, 415, 422, 503], handle: predict),
      Endpoint(
        method: .post, path: "/features", scope: .predict,
        summary: "What a network makes of radiographs before it decides: the pooled features.",
        parameters: Query.modelParameters + [Query.frameParameter], body: .pictures,
        answer: (
          "application/json", Schema.anyOf(Schema.reference("Features"), Schema.reference("ManyFeatures"))
        ),
        refusals: [400, 404, 408, 413, 415, 422, 501, 503], handle: features),
      Endpoint(
        method: .post, path: "/render", scope: .predict,
        summary:
          "The picture of a file that browsers can't show, as 8-bit grey PNG; X-Frame-Count says how many it has.",
        parameters: [Query.frameParameter], body: .picture,
        answer: ("image/png", Schema.picture),
        refusals: [400, 408, 413, 415, 422, 503], handle: render),
    ]
  }

  private func predict(_ request: Request, _ context: ServerContext) async throws -> Response {
    try state.admit()
    let query = try Query(request)
    let model = try state.library.model(named: query.model, version: query.version)
    try query.reading.check(model.metadata.classes, isExplained: query.reading.heatmap != nil)
    let upload = try await state.uploads.pictures(of: request)
    let results = await state.read(upload, with: model, query.reading, id: context.requestID)
    let classes = model.metadata.classes
    if let only = results.first, results.count == 1 {
      let result = try only.get()
      try result.checkUsable()
      try await keep(result, upload.files[0], of: model, context, nil)
      return query.isCompact
        ? try .json(CompactAnswer(result.reading, classes: classes))
        : try .json(ReadingAnswer(result, requestID: context.requestID))
    }
    var answers: [ItemAnswer] = []
    for (index, result) in results.enumerated() {
      do {
        let result = try result.get()
        try result.checkUsable()
        try await keep(result, upload.files[index], of: model, context, index)
        answers.append(
          query.isCompact
            ? .compact(CompactAnswer(result.reading, classes: classes))
            : .reading(ReadingAnswer(result, requestID: Self.id(context, index))))
      } catch {
        answers.append(.failure(APIError(error)))
      }
    }
    return try .json(["results": answers])
  }

  private func features(_ request: Request, _ context: ServerContext) async throws -> Response {
    try state.admit()
    let query = try Query(request)
    let model = try state.library.model(named: query.model, version: query.version)
    guard model.predictor.signature.embedding != nil else {
      throw APIError(.notImplemented, "no_features", "the graph of this model gives no features; export it again")
    }
    var reading = query.reading
    (reading.heatmap, reading.embeds) = (nil, true)
    let upload = try await state.uploads.pictures(of: request)
    let results = await state.read(upload, with: model, reading, id: context.requestID)
    if let only = results.first, results.count == 1 {
      return try .json(FeaturesAnswer(only.get(), requestID: context.requestID))
    }
    return try .json([
      "results": results.enumerated().map { index, result in
        do {
          return try FeaturesItem.features(FeaturesAnswer(result.get(), requestID: Self.id(context, index)))
        } catch {
          return FeaturesItem.failure(RefusedItem(APIError(error)))
        }
      }
    ])
  }

  private func render(_ request: Request, _ context: ServerContext) async throws -> Response {
    try state.admit()
    let query = try Query(request)
    let upload = try await state.uploads.picture(of: request)
    let options = ReadingOptions(limits: state.options.limits.decoding, frame: query.reading.frame)
    let picture = try await state.pool.run(.interactive, limit: state.options.limits.queue) {
      try PreviewPicture(of: upload.files[0], options: options)
    }
    var response = Response.bytes(picture.png, type: "image/png")
    response.headers[.frameCount] = String(picture.frameCount)
    return response
  }

  private func keep(
    _ result: ReadingResult, _ file: Data, of model: ServedModel, _ context: ServerContext, _ index: Int?
  ) async throws {
    try await state.keep(result, file, of: model, id: Self.id(context, index), key: context.principal.keyID)
  }

  /// The id of one picture among several.
  private static func id(_ context: ServerContext, _ index: Int?) -> String {
    index.map { "\(context.requestID)-\($0)" } ?? context.requestID
  }
}
