import Bundles
import Foundation
import Inference
import Metrics
import Radiograph
import Testing

/// Monte Carlo dropout against torch.nn.Dropout (Goldens/make_dropout.py).
@Suite struct DropoutAveragingTests {
  private struct Golden: Decodable {
    let name: String
    let rate: Double
    let temperature: Double
    let layers: [GoldenLayer]
    let embedding: [Float]
    let masks: [[Bool]]
    let mean: Double
    let deviation: Double

    func head() throws -> ClassifierHead {
      try ClassifierHead(inputs: embedding.count, layers: layers.map(\.layer))
    }

    func model(rate: Double? = nil) throws -> ModelMetadata {
      let calibration = """
        {"temperature": \(temperature), "n": 1, "determined": true, "log_loss_before": 1, "log_loss_after": 1}
        """
      return ModelMetadata(
        name: try ModelName("dropping"), version: 1,
        network: NetworkDescription(
          architecture: "none", outputs: try head().outputs, dropout: rate ?? self.rate),
        classes: ["NORMAL", "PNEUMONIA"], positiveClass: "PNEUMONIA",
        input: Preprocessing(
          color: .grayscale, steps: [.resize(ImageSize(width: embedding.count, height: 1))], mean: [0.5], std: [0.5]),
        calibration: try JSONDecoder().decode(TemperatureScaling.self, from: Data(calibration.utf8)),
        operatingPoint: try OperatingPoint(
          choosing: .fixed(0.5), on: BinaryPredictions(scores: [0.2, 0.8], labels: [0, 1])),
        metrics: MeasuredMetrics(validation: nil, test: nil),
        data: DataDescription(name: "x", fingerprint: nil, images: [:], patients: [:], notes: []), recipe: "", seed: 1,
        created: "2026-01-01T00:00:00Z", software: [:])
    }
  }

  /// A network whose pooled features are the image itself.
  private struct Echo: InferenceEngine {
    let head: ClassifierHead
    let precision = PrecisionChoice(.f32)
    var signature: ModelSignature {
      ModelSignature(input: [1, 1, head.inputs], classes: head.outputs, embedding: head.inputs)
    }

    func run(
      _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
    ) throws(InferenceError) -> EngineOutput {
      try check(batch, count: count, wanted: wanted)
      let images = (0..<count).map { batch[$0 * head.inputs..<($0 + 1) * head.inputs] }
      return EngineOutput(
        count: count, logits: images.flatMap { head.logits($0) },
        embedding: wanted.contains(.embedding) ? Array(batch) : nil)
    }
  }

  private let goldens: [Golden]

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/dropout.json")
    goldens = try JSONDecoder().decode([Golden].self, from: Data(contentsOf: file))
  }

  @Test func meanAndDeviationArePyTorchs() throws {
    #expect(goldens.map(\.name) == ["linear", "hidden", "sigmoid"])
    for golden in goldens {
      let (head, model) = (try golden.head(), try golden.model())
      let engine = try DropoutAveraging(Echo(head: head), of: model, head: head, masks: DropoutMasks(golden.masks))
      let output = try engine.run(golden.embedding + golden.embedding.reversed())
      let assessment = Assessment(logits: output.logits(of: 0), model)
      #expect(abs(assessment.positiveProbability - golden.mean) < 1e-6)
      #expect(abs(try #require(output.uncertainty?[0].dropout) - golden.deviation) < 1e-6)
      #expect(output.uncertainty?[0].disagreement == nil && output.embedding == nil)
      #expect(output.uncertainty?[1] != output.uncertainty?[0])
    }
  }

  @Test func theSamePictureIsReadAlikeAlways() throws {
    let golden = goldens[0]
    let (head, model) = (try golden.head(), try golden.model())
    func engine() throws -> DropoutAveraging {
      try DropoutAveraging(Echo(head: head), of: model, head: head, passes: 30)
    }
    let alone = try engine().run(golden.embedding)
    let second = try engine().run(golden.embedding.reversed() + golden.embedding)
    #expect(second.logits(of: 1) == alone.logits(of: 0))
    #expect(second.uncertainty?[1] == alone.uncertainty?[0])
  }

  @Test func asManyAreDroppedAsTrainingDropped() {
    let masks = DropoutMasks(passes: 200, width: 500, rate: 0.3)
    let kept = masks.kept.reduce(0) { $0 + $1.count { $0 } }
    // Five standard deviations of the binomial distribution.
    #expect(abs(Double(kept) - 70_000) < 5 * (100_000 * 0.3 * 0.7).squareRoot())
    #expect(Set(masks.kept).count == 200)
    #expect(DropoutMasks(passes: 3, width: 500, rate: 0.3).kept == Array(masks.kept.prefix(3)))
  }

  @Test func anEnsembleHasTheMeanVariance() throws {
    let golden = goldens[0]
    let (head, model) = (try golden.head(), try golden.model())
    let passes = try [10, 40].map {
      try DropoutAveraging(Echo(head: head), of: model, head: head, passes: $0)
    }
    let single = try passes.map { try #require($0.run(golden.embedding).uncertainty?[0].dropout) }
    let both = try EnsembleEngine(passes.map { (model: model, engine: $0) })
    let uncertainty = try #require(both.run(golden.embedding).uncertainty?[0])
    let expected = ((single[0] * single[0] + single[1] * single[1]) / 2).squareRoot()
    #expect(abs(try #require(uncertainty.dropout) - expected) < 1e-12)
    #expect(uncertainty.disagreement != nil)
    var ensemble = model
    ensemble.network = NetworkDescription(architecture: "ensemble", outputs: 1)
    let views = try ViewAveraging(both, of: ensemble, views: 2)
    #expect(try views.run(golden.embedding).uncertainty?[0].dropout == uncertainty.dropout)
  }

  @Test func whatHasNoDropoutIsRefused() throws {
    let golden = goldens[0]
    let head = try golden.head()
    func make(_ model: ModelMetadata, _ head: ClassifierHead, passes: Int = 10) throws {
      _ = try DropoutAveraging(Echo(head: head), of: model, head: head, passes: passes)
    }
    #expect(throws: InferenceError.noDropout(model: "dropping")) { try make(golden.model(rate: 0), head) }
    let rectified = try ClassifierHead(inputs: head.inputs, layers: head.layers + [.relu])
    #expect(throws: InferenceError.noDropout(model: "dropping")) { try make(golden.model(), rectified) }
    #expect(throws: InferenceError.invalidOption("mc-dropout", value: 1)) {
      try make(golden.model(), head, passes: 1)
    }
  }
}
