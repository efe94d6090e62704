public import Bundles
import Dispatch
import Metrics
import Synchronization

/// Several networks that read the same input together, side by side, as one.
///
/// Its logits are those of the mean of the members' calibrated probabilities (temperatures of 1), so that whatever reads with
/// one network reads with an ensemble too: a single logit for two classes, else one for each class or finding. The embedding
/// is theirs one after the other; the features are the first one's.
public struct EnsembleEngine: InferenceEngine {
  private let engines: [any InferenceEngine]
  private let models: [ModelMetadata]
  /// Which of several classes or findings decides.
  private let rule: ScreeningRule

  /// That of all together.
  public let signature: ModelSignature
  /// That of the first member.
  public let precision: PrecisionChoice
  /// That of the member that wants most.
  public var preferredBatch: Int { engines.map(\.preferredBatch).max() ?? 1 }

  /// Joins the engines of models.
  ///
  /// - Throws: `InferenceError.ensemble` where there is none, or they tell different classes apart;
  ///   `InferenceError.otherNetwork` where one takes another input than its metadata, or the first one, say.
  public init(_ members: [(model: ModelMetadata, engine: any InferenceEngine)]) throws(InferenceError) {
    let models = members.map(\.model)
    guard let first = members.first?.engine, let rule = ScreeningRule(meanOf: models.map(ScreeningRule.init)) else {
      throw .ensemble([])
    }
    guard models.allSatisfy({ $0.task == models[0].task && $0.classes == models[0].classes }) else {
      throw .ensemble(models.map(\.classes))
    }
    self.models = models
    self.rule = rule
    for (model, engine) in members {
      try engine.signature.require(model)
      guard engine.signature.input == first.signature.input else {
        throw .otherNetwork(
          input: engine.signature.input, classes: engine.signature.classes, expectedInput: first.signature.input,
          expectedClasses: model.network.outputs)
      }
    }
    engines = members.map(\.engine)
    let widths = engines.compactMap(\.signature.embedding)
    signature = ModelSignature(
      input: first.signature.input, classes: models[0].task == .binary ? 1 : models[0].classes.count,
      embedding: widths.count == engines.count ? widths.reduce(0, +) : nil, features: first.signature.features,
      attention: first.signature.attention)
    precision = first.precision
  }

  /// Runs every network on the images, and waits for the result; see `InferenceEngine`.
  public func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    try check(batch, count: count, wanted: wanted)
    let outputs = try outputs(batch, count, wanted)
    var logits: [Float] = []
    var uncertainty: [Uncertainty] = []
    var embedding: [Float] = []
    for image in 0..<count {
      let opinions = zip(outputs, models).map { Opinion($0.logits(of: image), $1) }
      let mean = Opinion(ofMean: opinions)
      logits += mean.logits
      uncertainty.append(
        Uncertainty(
          of: zip(rule.decisive(opinions, mean: mean), outputs).map { ($0, $1.uncertainty?[image]) }))
      if wanted.contains(.embedding) { for output in outputs { embedding += output.embedding(of: image) ?? [] } }
    }
    return EngineOutput(
      count: count, logits: logits, embedding: wanted.contains(.embedding) ? embedding : nil,
      features: outputs[0].features, attention: outputs[0].attention, uncertainty: uncertainty)
  }

  /// What each network gives; only the first one's features and attention are wanted.
  private func outputs(
    _ batch: UnsafeBufferPointer<Float>, _ count: Int, _ wanted: OptionalOutputs
  ) throws(InferenceError) -> [EngineOutput] {
    nonisolated(unsafe) let batch = batch
    let results = Mutex([Int: Result<EngineOutput, InferenceError>]())
    DispatchQueue.concurrentPerform(iterations: engines.count) { index in
      let wanted = index == 0 ? wanted : wanted.subtracting([.features, .attention])
      let result = Result { () throws(InferenceError) in
        try engines[index].run(batch, count: count, wanted: wanted)
      }
      results.withLock { $0[index] = result }
    }
    let all = results.withLock { $0 }
    var outputs: [EngineOutput] = []
    for index in engines.indices {
      if let result = all[index] { outputs.append(try result.get()) }
    }
    return outputs
  }
}
