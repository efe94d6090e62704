public import Bundles

/// Averages the calibrated probabilities of several passes through a network's head, each with other inputs of its last
/// layer dropped as in training, with an engine that it wraps.
///
/// Monte Carlo dropout: the passes are draws from an approximate posterior over the head's weights, and their standard
/// deviation says how far the head might have come out otherwise (Gal and Ghahramani, "Dropout as a Bayesian
/// approximation: representing model uncertainty in deep learning", ICML 2016, <https://arxiv.org/abs/1506.02142>). What
/// lies before the head learnt without dropout and runs once.
public struct DropoutAveraging: InferenceEngine {
  /// Passes that may be asked for.
  public static let range = 2...256

  private let engine: any InferenceEngine
  private let model: ModelMetadata
  private let head: ClassifierHead
  private let masks: DropoutMasks

  /// Wraps the engine of a model's network.
  ///
  /// - Parameter head: The network's head.
  /// - Throws: `InferenceError.invalidOption` where `passes` is outside ``range``; `.noDropout` where the head learnt
  ///   without dropout or does not end in a linear layer; `.missingOutput`, `.otherNetwork` where the network doesn't give
  ///   what the head takes.
  public init(
    _ engine: any InferenceEngine, of model: ModelMetadata, head: ClassifierHead, passes: Int
  ) throws(InferenceError) {
    guard Self.range.contains(passes) else { throw .invalidOption("mc-dropout", value: passes) }
    try self.init(
      engine, of: model, head: head,
      masks: DropoutMasks(passes: passes, width: head.dropoutWidth ?? 0, rate: model.network.dropout))
  }

  /// Wraps the engine with masks that are given, each as wide as the head's last layer.
  package init(
    _ engine: any InferenceEngine, of model: ModelMetadata, head: ClassifierHead, masks: DropoutMasks
  ) throws(InferenceError) {
    guard let inputs = head.dropoutWidth, masks.kept.allSatisfy({ $0.count == inputs }), model.network.dropout > 0,
      model.network.dropout < 1
    else { throw .noDropout(model: model.name.description) }
    guard let width = engine.signature.embedding else { throw .missingOutput("embedding") }
    guard head.inputs == width, head.outputs == engine.signature.classes else {
      throw .otherNetwork(
        input: [width], classes: engine.signature.classes, expectedInput: [head.inputs], expectedClasses: head.outputs)
    }
    self.engine = engine
    self.model = model
    self.head = head
    self.masks = masks
  }

  /// That of the wrapped engine.
  public var signature: ModelSignature { engine.signature }
  /// That of the wrapped engine.
  public var precision: PrecisionChoice { engine.precision }
  /// That of the wrapped engine.
  public var preferredBatch: Int { engine.preferredBatch }

  /// Runs the network on the images and the head's passes on what it pooled, and waits for the result; see
  /// `InferenceEngine`.
  public func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    let plain = try engine.run(batch, count: count, wanted: wanted.union(.embedding))
    let looks = (0..<count).map { image in
      head.logits(plain.embedding(of: image) ?? [], dropping: masks, rate: model.network.dropout)
        .map { Opinion($0, model) }
    }
    let means = looks.map(Opinion.init(ofMean:))
    return EngineOutput(
      count: count, logits: means.flatMap { $0.logits(of: model) },
      embedding: wanted.contains(.embedding) ? plain.embedding : nil, features: plain.features,
      attention: plain.attention,
      uncertainty: zip(looks, means).map { looks, mean in
        Uncertainty(dropout: Uncertainty.deviation(ScreeningRule(model).decisive(looks, mean: mean)))
      })
  }
}
