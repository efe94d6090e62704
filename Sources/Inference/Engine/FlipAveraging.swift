/// Averages the logits of every image and of its mirror image, with an engine that it wraps.
///
/// Test-time augmentation: of two looks at one picture the mean says a little more, at twice the price. Features and
/// embedding are those of the image itself.
public struct FlipAveraging: InferenceEngine {
  private let engine: any InferenceEngine

  /// Wraps an engine.
  public init(_ engine: any InferenceEngine) { self.engine = engine }

  /// That of the wrapped engine.
  public var signature: ModelSignature { engine.signature }
  /// That of the wrapped engine.
  public var precision: PrecisionChoice { engine.precision }
  /// That of the wrapped engine.
  public var preferredBatch: Int { engine.preferredBatch }

  /// Runs the network on images and their mirror images, and waits for the result; see `InferenceEngine`.
  public func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    try check(batch, count: count, wanted: wanted)
    let width = signature.input.last ?? 1
    var both = Array(batch)
    both.reserveCapacity(2 * batch.count)
    for row in stride(from: 0, to: batch.count, by: width) {
      for column in 1...width { both.append(batch[row + width - column]) }
    }
    let output = try both.withUnsafeBufferPointer { (both) throws(InferenceError) in
      try engine.run(both, count: 2 * count, wanted: wanted)
    }
    let half = output.logits.count / 2
    return EngineOutput(
      count: count, logits: (0..<half).map { (output.logits[$0] + output.logits[half + $0]) / 2 },
      embedding: output.embedding.map { Array($0.prefix($0.count / 2)) },
      features: output.features.map { Array($0.prefix($0.count / 2)) },
      attention: output.attention.map { Array($0.prefix($0.count / 2)) },
      uncertainty: output.uncertainty.map { Array($0.prefix(count)) })
  }
}
