import Bundles
import Foundation
import Inference
import Metrics
import Radiograph
import Testing

/// A network whose positive logit is a multiple of the image's mean.
private struct MeanEngine: InferenceEngine {
  let slope: Float
  let classes: Int
  let precision = PrecisionChoice(.f32)
  var signature: ModelSignature { ModelSignature(input: [1, 8, 8], classes: classes) }

  func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    try check(batch, count: count, wanted: wanted)
    let means = (0..<count).map { image in batch[image * 64..<image * 64 + 64].reduce(0, +) / 64 }
    return EngineOutput(count: count, logits: means.flatMap { classes == 1 ? [slope * $0] : [0, slope * $0] })
  }
}

@Suite struct EnsembleEngineTests {
  private static func model(outputs: Int) throws -> ModelMetadata {
    let predictions = try BinaryPredictions(scores: [0.2, 0.8], labels: [0, 1])
    return ModelMetadata(
      name: try ModelName("mean"), version: 1, network: NetworkDescription(architecture: "mean", outputs: outputs),
      classes: ["NORMAL", "PNEUMONIA"], positiveClass: "PNEUMONIA",
      input: Preprocessing(
        color: .grayscale, steps: [.resize(ImageSize(width: 8, height: 8))], mean: [0.5], std: [0.25]),
      calibration: .identity, operatingPoint: try OperatingPoint(choosing: .fixed(0.5), on: predictions),
      metrics: MeasuredMetrics(validation: nil, test: nil),
      data: DataDescription(name: "x", fingerprint: nil, images: [:], patients: [:], notes: []), recipe: "", seed: 1,
      created: "2026-01-01T00:00:00Z", software: [:])
  }

  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  private func ensemble(_ slopes: [(Float, Int)]) throws -> EnsembleEngine {
    try EnsembleEngine(
      slopes.map { (model: try Self.model(outputs: $0.1), engine: MeanEngine(slope: $0.0, classes: $0.1)) })
  }

  @Test func theLogitIsThatOfTheMeanProbability() throws {
    let engine = try ensemble([(2, 1), (-1, 2), (4, 2)])
    let output = try engine.run(
      [Float](repeating: 1, count: 64) + [Float](repeating: -0.5, count: 64))
    for (image, mean) in [1.0, -0.5].enumerated() {
      let probabilities = [2.0, -1, 4].map { sigmoid($0 * mean) }
      let average = probabilities.reduce(0, +) / 3
      #expect(abs(sigmoid(Double(output.logits[image])) - average) < 1e-6)
      let deviation = (probabilities.reduce(0) { $0 + ($1 - average) * ($1 - average) } / 2).squareRoot()
      #expect(abs(try #require(output.uncertainty?[image].disagreement) - deviation) < 1e-6)
    }
  }

  @Test func sureMembersLeaveItFinite() throws {
    let output = try ensemble([(900, 1), (800, 1)]).run([Float](repeating: 1, count: 64))
    #expect(output.logits[0].isFinite && output.logits[0] > 700)
  }

  @Test func anotherNetworkOrNoneIsRefused() throws {
    #expect(throws: InferenceError.ensemble([])) { try EnsembleEngine([]) }
    let model = try Self.model(outputs: 2)
    #expect(throws: InferenceError.self) {
      try EnsembleEngine([(model: model, engine: MeanEngine(slope: 1, classes: 1))])
    }
  }

  @Test func viewsAreAveragedAndRepeat() throws {
    let model = try Self.model(outputs: 2)
    let engine = MeanEngine(slope: 3, classes: 2)
    let image = (0..<64).map { Float($0 % 8) / 8 - 0.4 }
    let views = try ViewAveraging(engine, of: model, views: 5)
    let output = try views.run(image)
    #expect(try views.run(image) == output)
    #expect(try #require(output.uncertainty?[0].repeatability) > 0)
    #expect(output.uncertainty?[0].disagreement == nil)
    let plain = try engine.run(image)
    let shift = sigmoid(Double(output.logits[1] - output.logits[0])) - sigmoid(Double(plain.logits[1]))
    #expect(abs(shift) < 0.15)
    #expect(try ViewAveraging(engine, of: model, views: 1).run(image) == plain)
    #expect(throws: InferenceError.invalidOption("views", value: 17)) {
      try ViewAveraging(engine, of: model, views: 17)
    }
  }
}
