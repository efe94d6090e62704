import Bundles
import Foundation
import Inference
import Metrics
import Testing

/// A network whose logits are multiples of the image's mean.
private struct SlopesEngine: InferenceEngine {
  let slopes: [Float]
  let precision = PrecisionChoice(.f32)
  var signature: ModelSignature { ModelSignature(input: [1, 8, 8], classes: slopes.count) }

  func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    try check(batch, count: count, wanted: wanted)
    let means = (0..<count).map { image in batch[image * 64..<image * 64 + 64].reduce(0, +) / 64 }
    return EngineOutput(count: count, logits: means.flatMap { mean in slopes.map { $0 * mean } })
  }
}

/// Looks of several networks, or at several views, are averaged by their calibrated probabilities.
@Suite struct SeveralAveragingTests {
  private let image = [Float](repeating: 0.75, count: 64)
  private let slopes: [[Float]] = [[1, -2, 3], [4, 0, -1], [-900, 900, 0]]

  private func model(_ task: ClassificationTask, _ scale: Double = 1) throws -> ModelMetadata {
    let temperatures = task == .multilabel ? [0.5, 1, 2].map { $0 * scale } : Array(repeating: 1.5 * scale, count: 3)
    return try SeveralModel.metadata(
      task, temperatures: temperatures, thresholds: [0.3, 0.4, 0.5], negative: task == .multiclass ? 0 : nil)
  }

  @Test(arguments: [ClassificationTask.multiclass, .multilabel])
  func theMeanOfProbabilitiesIsGivenBackAsLogits(task: ClassificationTask) throws {
    let models = try slopes.indices.map { try model(task, 1 + Double($0)) }
    let engine = try EnsembleEngine(zip(models, slopes).map { (model: $0, engine: SlopesEngine(slopes: $1)) })
    #expect(engine.signature.classes == 3)
    let output = try engine.run(image)
    let joined = try ModelMetadata(
      ensembleOf: models, name: ModelName("joined"), created: "2026-01-01T00:00:00Z")
    try engine.signature.require(joined)
    let mean = Assessment(logits: output.logits, joined)
    let each = try zip(models, slopes).map { model, slopes in
      Assessment(logits: try SlopesEngine(slopes: slopes).run(image).logits, model)
    }
    for index in 0..<3 {
      let expected = each.reduce(0) { $0 + $1.probabilities[index] } / 3
      #expect(abs(mean.probabilities[index] - expected) < 1e-6)
    }
    let leading = mean.leadingIndex
    let seen = each.map { task == .multiclass ? 1 - $0.probabilities[0] : $0.probabilities[leading] }
    let average = seen.reduce(0, +) / 3
    let deviation = (seen.reduce(0) { $0 + ($1 - average) * ($1 - average) } / 2).squareRoot()
    #expect(abs(try #require(output.uncertainty?[0].disagreement) - deviation) < 1e-6)
  }

  @Test(arguments: [ClassificationTask.multiclass, .multilabel])
  func viewsKeepTheModelsTemperatures(task: ClassificationTask) throws {
    let model = try model(task)
    let engine = SlopesEngine(slopes: [1, -2, 3])
    let plain = Assessment(logits: try engine.run(image).logits, model)
    // Every view of an even image is all but the same.
    let output = try ViewAveraging(engine, of: model, views: 4).run(image)
    let averaged = Assessment(logits: output.logits, model)
    for (left, right) in zip(plain.probabilities, averaged.probabilities) { #expect(abs(left - right) < 0.2) }
    #expect(output.uncertainty?[0].repeatability != nil)
    #expect(try ViewAveraging(engine, of: model, views: 1).run(image).logits == engine.run(image).logits)
    let flipped = try FlipAveraging(engine).run(image)
    for (left, right) in zip(flipped.logits, try engine.run(image).logits) { #expect(abs(left - right) < 1e-5) }
  }

  @Test func anEnsemblesThresholdsAreTheMeans() throws {
    let models = try [0.2, 0.6].map { threshold in
      try SeveralModel.metadata(
        .multilabel, temperatures: [2, 2], thresholds: [threshold, 0.5], limit: threshold / 10)
    }
    let joined = try ModelMetadata(ensembleOf: models, name: ModelName("joined"), created: "2026-01-01T00:00:00Z")
    let findings = try #require(joined.findings)
    #expect(abs(findings[0].operatingPoint.threshold - 0.4) < 1e-12)
    #expect(findings.map(\.calibration.temperature) == [1, 1])
    #expect(abs(try #require(findings[0].calibration.probabilityLimit) - 0.04) < 1e-12)
    #expect(joined.network.outputs == 2 && joined.task == .multilabel)
  }

  @Test func otherTasksOrNegativeClassesDoNotReadTogether() throws {
    let thresholds = [0.5, 0.5, 0.5]
    let first = try SeveralModel.metadata(.multiclass, temperatures: [1, 1, 1], thresholds: thresholds, negative: 0)
    let second = try SeveralModel.metadata(.multiclass, temperatures: [1, 1, 1], thresholds: thresholds, negative: 1)
    let third = try SeveralModel.metadata(.multilabel, temperatures: [1, 1, 1], thresholds: thresholds)
    #expect(
      EnsembleFault([first, second]) == .differing(key: "negative_class", "several", "several"))
    #expect(EnsembleFault([first, third]) == .differing(key: "task", "several", "several"))
    #expect(throws: InferenceError.self) {
      try EnsembleEngine([first, third].map { (model: $0, engine: SlopesEngine(slopes: [1, 2, 3])) })
    }
  }

  @Test func aHeadThatDisagreesIsNamed() throws {
    let model = try model(.multilabel)
    #expect(throws: InferenceError.self) { try ModelSignature(input: [1, 8, 8], classes: 2).require(model) }
  }
}
