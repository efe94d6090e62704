/// Adds to a network's logits what a precision takes from them on average.
struct LogitCorrection: InferenceEngine {
  private let engine: any InferenceEngine
  private let shift: [Float]

  /// Wraps the engine of a network.
  ///
  /// - Parameter shift: What is added to each logit.
  /// - Throws: `InferenceError.missingOutput` where the network has another number of logits.
  init(_ engine: any InferenceEngine, adding shift: [Float]) throws(InferenceError) {
    guard shift.count == engine.signature.classes else { throw .missingOutput("logits") }
    self.engine = engine
    self.shift = shift
  }

  var signature: ModelSignature { engine.signature }
  var precision: PrecisionChoice { engine.precision }
  var preferredBatch: Int { engine.preferredBatch }

  func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    let output = try engine.run(batch, count: count, wanted: wanted)
    return EngineOutput(
      count: output.count, logits: output.logits.enumerated().map { $1 + shift[$0 % shift.count] },
      embedding: output.embedding, features: output.features, attention: output.attention,
      uncertainty: output.uncertainty)
  }
}
