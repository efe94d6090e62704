import Bundles
import Foundation
import HTTPTypes
import Inference
import Logging
import Radiograph

/// Explains readings: what comes with a reading at once, what takes longer one at a time.
final class ExplanationService: Sendable {
  let options: ExplanationOptions
  let queue: ExplanationQueue
  private let pool: WorkerPool
  private let gradients: GradientProgram?
  private let logger: Logger

  init(_ options: ExplanationOptions, pool: WorkerPool, logger: Logger) {
    self.options = options
    self.pool = pool
    self.logger = logger
    queue = ExplanationQueue(limit: options.queue)
    gradients = options.program.map {
      GradientProgram(program: $0, references: options.references, time: options.time)
    }
  }

  // MARK: - What there is

  /// What the program for gradients can do for a model, which is asked once; nothing where there is none.
  func abilities(for model: ServedModel) async -> GradientProgram.Abilities {
    guard let gradients else { return GradientProgram.Abilities() }
    return await model.abilities.value { [logger] in
      do {
        return try await gradients.abilities(for: model.predictor.bundle)
      } catch {
        logger.notice("no gradients", metadata: ["model": "\(model.identity)", "reason": "\(error)"])
        return GradientProgram.Abilities()
      }
    }
  }

  /// The methods that a model can be explained by here.
  func methods(for model: ServedModel) async -> [ExplanationMethod] {
    var methods: [ExplanationMethod] = []
    for method in ExplanationMethod.allCases where await offers(method, for: model) { methods.append(method) }
    return methods
  }

  private func offers(_ method: ExplanationMethod, for model: ServedModel) async -> Bool {
    let (predictor, signature) = (model.predictor, model.predictor.signature)
    return switch method {
    case .attention: signature.attention != nil
    case .gradCAM, .gradCAMPlusPlus: signature.attention == nil && signature.features != nil
    case .occlusion: true
    case .shapley: predictor.findsLungs
    case .layerCAM, .integratedGradients, .expectedGradients: await abilities(for: model).methods.contains(method)
    }
  }

  /// Chooses the method by which a model is explained, and sees that it can be as is asked.
  ///
  /// - Parameter standard: The class-activation map where no method is named.
  /// - Throws: ``APIError``.
  func choose(
    _ request: inout ExplanationRequest, for model: ServedModel, standard: ActivationMap
  ) async throws -> ExplanationMethod {
    request.choose(standard: standard, attention: model.predictor.signature.attention != nil)
    let method = request.method
    guard await offers(method, for: model) else { throw APIError.methodUnavailable(method.rawValue) }
    guard !request.layers.isEmpty else { return method }
    let known = await abilities(for: model).layers
    guard !known.isEmpty else { throw APIError.methodUnavailable("\(method.rawValue) of a layer") }
    if let unknown = request.layers.first(where: { !known.contains($0) }) {
      throw APIError.badRequest(
        "unknown_layer", "there is no layer '\(unknown.prefix(80))'; GET /explain has their names")
    }
    return method
  }

  // MARK: - Slow ones

  /// Explains a reading once it is its turn.
  ///
  /// - Parameters:
  ///   - owner: Whose it is; clients take turns.
  ///   - place: is told how many are before it.
  /// - Throws: ``APIError`` where too many wait or it takes too long; `RadiographError`, `ExplanationError`,
  ///   `InferenceError`, `HelperProcess.Failure`; `CancellationError`.
  func explain(
    _ subject: ExplainableReading, of model: ServedModel, _ request: ExplanationRequest, for owner: String,
    place: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> Explanation {
    try await queue.run(for: owner, place: place) {
      try await Self.within(options.time) { try await self.explain(subject, model, request) }
    }
  }

  private func explain(
    _ subject: ExplainableReading, _ model: ServedModel, _ request: ExplanationRequest
  ) async throws -> Explanation {
    let (predictor, picture) = (model.predictor, subject.picture)
    let method = request.method
    switch method {
    case .shapley:
      let contributions = try await run(predictor.zoneGame(picture), subject, predictor)
      return Explanation(method: method, map: contributions.map, contributions: contributions)
    case .occlusion:
      return Explanation(method: method, map: try await run(predictor.occlusion(of: picture), subject, predictor))
    case .gradCAM, .gradCAMPlusPlus, .layerCAM, .integratedGradients, .expectedGradients, .attention:
      guard let gradients else { throw APIError.methodUnavailable(method.rawValue) }
      let map = try await gradients.map(
        of: picture.input, by: method, layers: request.layers, class: subject.index, of: predictor.bundle)
      return Explanation(method: method, map: map)
    }
  }

  /// Runs all versions of an input, in pieces that readings go before.
  private func run<P: Perturbation>(
    _ perturbation: P, _ subject: ExplainableReading, _ predictor: Predictor
  ) async throws -> P.Explanation where P.Explanation: Sendable {
    var scores: [Double] = []
    for piece in perturbation.pieces(of: 8) {
      try Task.checkCancellation()
      scores += try await pool.run(.bulk) {
        try predictor.scores(
          perturbation.payoff, ofClass: subject.index, piece.flatMap(perturbation.input), count: piece.count)
      }
    }
    return try perturbation.explanation(scores)
  }

  /// Does some work that may take so long.
  ///
  /// - Throws: ``APIError`` where it takes longer; what the work throws.
  private static func within<Value: Sendable>(
    _ time: Duration, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: time)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let value = first else { throw APIError.explanationTimeout }
      return value
    }
  }
}

/// A reading that is to be explained.
struct ExplainableReading: Sendable {
  let picture: Predictor.PreparedPicture
  /// The index of the class.
  let index: Int
  /// Its name.
  let className: String
  /// Its calibrated probability.
  let probability: Double
}

/// What speaks for a class.
struct Explanation: Sendable {
  let method: ExplanationMethod
  /// The map over the network's input.
  let map: HeatMap
  /// What the lungs' zones add, of Shapley values.
  var contributions: ZoneContributions?
}

extension APIError {
  static func methodUnavailable(_ method: String) -> APIError {
    APIError(
      .notImplemented, "method_unavailable",
      "this server can't explain this model by \(method); GET /explain tells what it can")
  }

  static let explanationTimeout = APIError(
    .gatewayTimeout, "explanation_timeout", "the explanation took longer than it may; see --explain-timeout")
}
