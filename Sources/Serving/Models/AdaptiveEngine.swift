import Inference

/// One network compiled twice: for one picture at a time on all cores, and for many side by side on one core each.
///
/// A picture that is alone takes the first and is answered soonest; as soon as there are others, the second gets more done.
struct AdaptiveEngine: InferenceEngine {
  let single: any InferenceEngine
  let many: any InferenceEngine
  /// Whether nothing else is being worked on.
  let isAlone: @Sendable () -> Bool

  var signature: ModelSignature { many.signature }
  var precision: PrecisionChoice { many.precision }

  func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    try (isAlone() ? single : many).run(batch, count: count, wanted: wanted)
  }
}
