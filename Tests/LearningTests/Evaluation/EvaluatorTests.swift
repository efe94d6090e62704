import Bundles
import Datasets
import FolderTesting
import Foundation
import Inference
import Learning
import Metrics
import Radiograph
import Testing

@Suite struct EvaluatorTests {
  private func evaluator(_ bundle: ModelBundle) throws -> Evaluator {
    let engine = try OpenVINOEngine(contentsOf: bundle.verified(.graph), options: EngineOptions(mode: .throughput))
    return Evaluator(bundle, engine: engine, bootstrap: nil)
  }

  @Test func figuresAreThoseOfTheSingleReadings() throws {
    let training = try SmallTraining()
    let bundle = try training.run().bundle
    let samples = try training.dataset().samples
    let predictor = try Predictor(bundle, options: EngineOptions())
    let scores = try samples.map { try #require(predictor.read(.file($0.url)).reading.probabilities["PNEUMONIA"]) }
    let predictions = try BinaryPredictions(scores: scores, labels: samples.map(\.label))
    let threshold = bundle.metadata.operatingPoint.threshold
    let expected = try ClassificationReport(predictions, threshold: threshold, bootstrap: nil)

    let result = try evaluator(bundle).evaluate(training.dataset())
    let report = try #require(result.report.binary)
    #expect(report.n == samples.count)
    #expect(report.threshold == threshold)
    #expect(report.confusionMatrix == expected.confusionMatrix)
    for figure in Figure.allCases {
      let (found, wanted) = (report[figure], expected[figure])
      #expect(found == wanted || abs((found ?? 2) - (wanted ?? -2)) < 1e-4, "\(figure)")
    }
    #expect(result.unreadable.isEmpty)
  }

  /// The test figures of a run, which come from LibTorch's logits of stored features, are those of the finished bundle.
  @Test func aRunsTestFiguresAreTheBundles() throws {
    let training = try SmallTraining()
    let bundle = try training.run().bundle
    let dataset = try training.dataset()
    let result = try evaluator(bundle).evaluate(dataset.replacing(samples: dataset.samples(in: .test)))
    let test = try #require(bundle.metadata.metrics.test?.binary)
    let report = try #require(result.report.binary)
    #expect(report.confusionMatrix == test.confusionMatrix)
    for figure in [Figure.auroc, .brier, .logLoss] {
      #expect(try abs(#require(report[figure]) - #require(test[figure])) < 1e-3)
    }
  }

  @Test func classesMayComeInAnotherOrder() throws {
    let training = try SmallTraining(20)
    let bundle = try training.run().bundle
    let dataset = try training.dataset()
    let reversed = try dataset.aligned(with: dataset.classes.reversed())
    #expect(reversed.samples.map(\.label) != dataset.samples.map(\.label))
    let evaluator = try evaluator(bundle)
    #expect(try evaluator.evaluate(reversed).report == evaluator.evaluate(dataset).report)
  }

  @Test func figuresByGroupAreThoseOfTheGroupAlone() throws {
    let training = try SmallTraining()
    let evaluator = try evaluator(training.run().bundle)
    let dataset = try training.dataset()
    let marked = dataset.replacing(
      samples: dataset.samples.enumerated().map { number, sample in
        Sample(
          url: sample.url, path: sample.path, label: sample.label, patient: sample.patient,
          attributes: SampleAttributes(view: number % 2 == 0 ? "AP" : "PA"))
      })
    let groups = try #require(evaluator.evaluate(marked, by: [.view]).groups?.first)
    #expect(groups.attribute == "view" && groups.groups.map(\.name) == ["AP", "PA"] && groups.gaps.count == 3)
    for group in groups.groups {
      let alone = marked.replacing(samples: marked.samples.filter { $0.attributes.view == group.name })
      #expect(try evaluator.evaluate(alone).report.binary == group.report)
    }
    #expect(try evaluator.evaluate(marked).groups == nil)
    #expect(
      thrown(DataError.self) { _ = try evaluator.evaluate(marked, by: [.site]) }
        == .unknownAttributes(["site"], known: ["view"]))
  }

  @Test func badData() throws {
    let training = try SmallTraining(20)
    let evaluator = try evaluator(training.run().bundle)
    let empty = try training.dataset().replacing(samples: [])
    #expect(thrown(DataError.self) { _ = try evaluator.evaluate(empty) } == .noImages(folder: "data"))
    try training.write([], "NORMAL/empty.png")
    let unreadable = try Dataset.read(training.data)
    let one = unreadable.replacing(samples: unreadable.samples.filter { $0.path == "NORMAL/empty.png" })
    #expect(
      thrown(DataError.self) { _ = try evaluator.evaluate(one) }
        == .tooManyUnreadable(count: 1, total: 1, examples: ["NORMAL/empty.png: the file is empty"]))
    let result = try evaluator.evaluate(unreadable)
    #expect(result.report.n == 40)
    #expect(result.unreadable.map(\.path) == ["NORMAL/empty.png"])
  }
}
