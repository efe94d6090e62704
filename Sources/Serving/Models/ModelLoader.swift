import Bundles
import Foundation
import Inference

/// Makes a version of a model ready to read: checks its files, compiles its network, runs it once, loads what heat-maps need.
struct ModelLoader: Sendable {
  let pool: WorkerPool
  let options: ServingOptions

  /// Loads a bundle.
  ///
  /// - Throws: `BundleError`, `InferenceError`; nothing is served of it then.
  func load(_ bundle: ModelBundle, as identity: ModelIdentity) throws -> ServedModel {
    let precision = options.precision
    func engine(_ mode: EngineOptions.Mode, streams: Int?) throws -> any InferenceEngine {
      try bundle.engine(averaging: TestTimeAveraging(views: options.views)) { network in
        try OpenVINOEngine(
          contentsOf: network.verified(precision.graph),
          options: EngineOptions(precision: precision, mode: mode, streams: streams, cache: options.compiledModels))
      }
    }
    let single = try engine(.latency, streams: nil)
    var engines = single
    try Self.warm(single)
    if pool.count > 1 {
      let many = try engine(.throughput, streams: pool.count)
      try Self.warm(many)
      engines = AdaptiveEngine(single: single, many: many, isAlone: { [pool] in pool.load <= 1 })
    }
    let predictor = try Predictor(bundle, engine: engines)
    predictor.loadForService()
    return ServedModel(
      identity: identity,
      pipeline: ReadingPipeline(predictor, pool: pool, limits: options.limits, batching: options.batching))
  }

  /// Runs an engine once, since the first run takes longer than those after it.
  private static func warm(_ engine: some InferenceEngine) throws {
    let output = try engine.run([Float](repeating: 0, count: engine.signature.inputCount), wanted: [])
    guard output.logits.allSatisfy(\.isFinite) else {
      throw InferenceError.engine(operation: "run the model", detail: "its logits are not finite")
    }
  }
}
