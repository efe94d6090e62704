/// Something that runs a classification network; several callers may use it at once.
public protocol InferenceEngine: Sendable {
  /// What the network takes and gives.
  var signature: ModelSignature { get }
  /// The arithmetic asked for and in use.
  var precision: PrecisionChoice { get }

  /// Runs the network on a batch of images and waits for the result.
  ///
  /// - Parameters:
  ///   - batch: images one after the other, each `signature.input`, normalised as the network expects.
  ///   - count: the number of images, at least 1.
  ///   - wanted: outputs to hand back beside the logits.
  /// - Throws: `InferenceError` where the batch has another size, or the network lacks a wanted output.
  func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput

  /// How many images a run should have at least, where there are many and each should cost little.
  var preferredBatch: Int { get }
}

extension InferenceEngine {
  /// 1, which suits engines that keep all cores busy with several runs side by side.
  public var preferredBatch: Int { 1 }

  /// Runs the network on images in an array; see `run(_:count:wanted:)`.
  public func run(_ batch: [Float], wanted: OptionalOutputs = []) throws(InferenceError) -> EngineOutput {
    let count = batch.count / max(signature.inputCount, 1)
    return try batch.withUnsafeBufferPointer { (buffer) throws(InferenceError) in
      try run(buffer, count: count, wanted: wanted)
    }
  }

  /// Checks that a batch is as long as its count says and that the network has what is wanted.
  public func check(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) {
    let (expected, overflow) = signature.inputCount.multipliedReportingOverflow(by: count)
    guard count > 0, !overflow, batch.count == expected else {
      throw .batchSize(images: count, image: signature.input, values: batch.count)
    }
    if wanted.contains(.embedding), signature.embedding == nil { throw .missingOutput("embedding") }
    if wanted.contains(.features), signature.features == nil { throw .missingOutput("features") }
    if wanted.contains(.attention), signature.attention == nil { throw .missingOutput("attention") }
  }
}
