public import Bundles
import Radiograph

/// Averages the calibrated probabilities of several views of every image, with an engine that it wraps.
///
/// Test-time augmentation: the first view is the image itself, the others are turned, shifted, and changed in brightness
/// and contrast by as little as two exposures of one chest differ; see ``View``. Their standard deviation says how
/// repeatable the reading is. It takes as many runs as there are views; embedding and features are those of the image.
public struct ViewAveraging: InferenceEngine {
  /// Views that may be asked for.
  public static let range = 1...16

  private let engine: any InferenceEngine
  private let model: ModelMetadata
  private let views: [View]

  /// Wraps the engine of a model's network.
  ///
  /// - Throws: `InferenceError.invalidOption` where `views` is outside ``range``.
  public init(_ engine: any InferenceEngine, of model: ModelMetadata, views: Int) throws(InferenceError) {
    guard Self.range.contains(views) else { throw .invalidOption("views", value: views) }
    self.engine = engine
    self.model = model
    self.views = View.series(views)
  }

  /// That of the wrapped engine.
  public var signature: ModelSignature { engine.signature }
  /// That of the wrapped engine.
  public var precision: PrecisionChoice { engine.precision }
  /// That of the wrapped engine.
  public var preferredBatch: Int { engine.preferredBatch }

  /// Runs the network on every view of the images, and waits for the result; see `InferenceEngine`.
  public func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    let plain = try engine.run(batch, count: count, wanted: wanted)
    guard views.count > 1 else { return plain }
    var looks = (0..<count).map { [Opinion(plain.logits(of: $0), model)] }
    for view in views.dropFirst() {
      let output = try engine.run(
        view.apply(to: batch, shape: signature.input, mean: model.input.mean, std: model.input.std))
      for image in 0..<count { looks[image].append(Opinion(output.logits(of: image), model)) }
    }
    let means = looks.map(Opinion.init(ofMean:))
    return EngineOutput(
      count: count, logits: means.flatMap { $0.logits(of: model) }, embedding: plain.embedding,
      features: plain.features, attention: plain.attention,
      uncertainty: looks.indices.map { image in
        var uncertainty = plain.uncertainty?[image] ?? Uncertainty()
        uncertainty.repeatability = Uncertainty.deviation(
          ScreeningRule(model).decisive(looks[image], mean: means[image]))
        return uncertainty
      })
  }
}
