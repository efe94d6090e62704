import Bundles
import Datasets
import Foundation
import Inference
import Learning
import Metrics
import Radiograph
import Testing
import Torch

@Suite struct TorchEngineTests {
  private let bundle: ModelBundle
  private let training: SmallTraining

  init() throws {
    training = try SmallTraining(20)
    bundle = try training.run().bundle
  }

  @Test func bothEnginesSayTheSame() throws {
    let torch = try bundle.engine(.torch, options: EngineOptions())
    let openVINO = try bundle.engine(.openVINO, options: EngineOptions())
    #expect(torch.signature == openVINO.signature)
    #expect(torch.precision == PrecisionChoice(.f32))
    let count = 5
    let images = (0..<count * torch.signature.inputCount).map { Float($0 * 37 % 101) / 50 - 1 }
    let one = try torch.run(images, wanted: [.embedding, .features])
    let other = try openVINO.run(images, wanted: [.embedding, .features])
    func difference(_ left: [Float]?, _ right: [Float]?) throws -> Float {
      let (left, right) = (try #require(left), try #require(right))
      try #require(left.count == right.count)
      return zip(left, right).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
    #expect(try difference(one.logits, other.logits) < 1e-4)
    #expect(try difference(one.embedding, other.embedding) < 1e-4)
    #expect(try difference(one.features, other.features) < 1e-4)
  }

  @Test func bothMeasureTheSame() throws {
    let dataset = try training.dataset()
    let reports = try EngineKind.allCases.map { kind in
      try #require(
        Evaluator(bundle, engine: bundle.engine(kind, options: EngineOptions()), bootstrap: nil)
          .evaluate(dataset).report.binary)
    }
    #expect(reports[0].confusionMatrix == reports[1].confusionMatrix)
    for figure in [Figure.auroc, .brier, .logLoss] {
      #expect(try abs(#require(reports[0][figure]) - #require(reports[1][figure])) < 1e-4)
    }
  }

  @Test(arguments: [Precision.bf16, .int8])
  func otherArithmeticIsRefused(precision: Precision) {
    #expect(throws: LearningError.torchIsExact(precision)) {
      try bundle.engine(.torch, options: EngineOptions(precision: precision))
    }
  }

  @Test(.enabled(if: Device.count(.cuda) > 0, "there is no graphics processor"), arguments: [Precision.f32, .bf16])
  func aGraphicsProcessorSaysTheSame(precision: Precision) throws {
    try Device.cuda.prepare()
    let engine = try bundle.engine(.torch, on: .cuda, options: EngineOptions(precision: precision))
    let other = try bundle.engine(.torch, options: EngineOptions())
    let images = (0..<3 * engine.signature.inputCount).map { Float($0 * 37 % 101) / 50 - 1 }
    let logits = try (engine.run(images).logits, other.run(images).logits)
    for (left, right) in zip(logits.0, logits.1) { #expect(abs(left - right) < (precision == .f32 ? 1e-3 : 0.1)) }
  }

  @Test func wrongBatchesAreRefused() throws {
    let engine = try bundle.engine(.torch, options: EngineOptions())
    #expect(throws: InferenceError.self) { try engine.run([1, 2, 3]) }
  }

  /// A graph that is missing is made of the weights.
  @Test func aBundleWithoutGraphIsReadAllTheSame() throws {
    let before = try bundle.predictor(options: EngineOptions())
    let place = training.place("no-graph")
    var metadata = bundle.metadata
    metadata.outOfDistribution = nil
    let bare = try ModelBundle.write(metadata, weights: bundle.weights(), files: [:], to: place)
    #expect(!bare.has(.graph))
    let after = try bare.predictor(options: EngineOptions(), explaining: true)
    let picture = try #require(training.dataset().samples.first).url
    let expected = try before.read(.file(picture)).reading.confidence
    let outcome = try after.read(.file(picture), explainedBy: .gradCAM)
    #expect(abs(outcome.reading.confidence - expected) < 1e-4)
    #expect(try outcome.explanation?.overlay() != nil)
  }
}
