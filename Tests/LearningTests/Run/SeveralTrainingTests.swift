import Bundles
import Datasets
import Foundation
import Inference
import Learning
import Metrics
import Testing

/// Runs of several classes and of findings with unknown labels: what they write, and what measuring their bundle finds.
@Suite(.serialized) struct SeveralTrainingTests {
  private func json(_ value: some Encodable) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: JSONEncoder().encode(value)) as? [String: Any])
  }

  private func evaluator(_ bundle: ModelBundle) throws -> Evaluator {
    try Evaluator(bundle, engine: bundle.engine(options: EngineOptions(mode: .throughput)), bootstrap: nil)
  }

  @Test func threeClasses() throws {
    let training = try SeveralTraining(.multiclass)
    let run = try training.run()
    let metadata = run.bundle.metadata
    #expect(metadata.task == .multiclass && metadata.classes == ["NORMAL", "UPPER", "LOWER"])
    #expect(metadata.negativeClass == "NORMAL" && metadata.positiveClass == "Abnormal")
    #expect(metadata.network.outputs == 3)
    let findings = try #require(metadata.findings)
    #expect(findings.map(\.name) == metadata.classes)
    #expect(findings.allSatisfy { $0.calibration == metadata.calibration })
    #expect(findings.allSatisfy { (0...1).contains($0.operatingPoint.threshold) })

    let test = try #require(metadata.metrics.test?.several)
    #expect(test.task == .multiclass && test.confusionMatrix?.count == 3 && test.pairwise?.count == 3)
    #expect(test.interval(.macroAUROC) != nil)
    #expect(test.screening?.classes == ["NORMAL", "Abnormal"])
    for epoch in run.epochs {
      #expect(epoch.validation["macro_auroc"] != nil && epoch.validation["auroc:UPPER"] != nil)
      #expect(epoch.validation["auroc"] == nil)
    }

    // What the bundle says of the test pictures is what the run measured.
    let part = training.dataset.replacing(samples: training.dataset.samples(in: .test))
    let result = try evaluator(run.bundle).evaluate(part)
    let found = try #require(result.report.several)
    #expect(try abs(#require(found[.logLoss]) - #require(test[.logLoss])) < 1e-3)
    #expect(found.confusionMatrix == test.confusionMatrix)
    #expect(found.screening?.confusionMatrix == test.screening?.confusionMatrix)
    let keys = try json(result)
    #expect(keys["task"] as? String == "multi-class" && keys["images_per_second"] != nil)
    #expect((keys["per_class"] as? [String: Any])?.keys.sorted() == ["LOWER", "NORMAL", "UPPER"])
    #expect(keys["hamming_loss"] is NSNull)

    let table = try CSVTable(contentsOf: run.url.appending(path: "predictions.csv"))
    #expect(
      table.header == [
        "split", "path", "patient", "truth", "probability:NORMAL", "probability:UPPER", "probability:LOWER",
      ])
    for row in table.rows {
      #expect(abs(row.fields.suffix(3).compactMap(Double.init).reduce(0, +) - 1) < 1e-6)
    }
    let page = try String(contentsOf: run.url.appending(path: "report.html"), encoding: .utf8)
    #expect(page.contains("AUROC of each class against the rest") && page.contains("Is anything found?"))

    // Held against itself nothing differs, and another task is refused.
    let other = try training.run("again")
    guard
      case .several(let comparison) = try RunComparison.compare(
        [run.url, other.url], bootstrap: Bootstrap(resamples: 20))
    else {
      Issue.record("the comparison is of two classes")
      return
    }
    #expect(comparison.comparison.findings.count == 3)
    #expect(comparison.comparison.contrasts[0].differences[.macroAUROC]?.difference == 0)
    #expect(try json(comparison)["task"] as? String == "multi-class")
    let small = try SmallTraining()
    let binary = try small.run()
    // The folder of the runs lives as long as what they were learnt from.
    withExtendedLifetime(small) {
      #expect(throws: LearningError.tasksDiffer(model: .multiclass, data: .binary)) {
        try RunComparison.compare([run.url, binary.url])
      }
      #expect(throws: LearningError.tasksDiffer(model: .binary, data: .multiclass)) {
        try evaluator(binary.bundle).evaluate(training.dataset)
      }
    }
  }

  @Test func findingsWithUnknownLabels() throws {
    let training = try SeveralTraining(.multilabel)
    let run = try training.run()
    let metadata = run.bundle.metadata
    #expect(metadata.task == .multilabel && metadata.network.outputs == 3 && metadata.negativeClass == nil)
    #expect(metadata.operatingPoint.threshold == 0.5 && metadata.calibration == .identity)
    #expect(metadata.predictionSets == nil)
    let findings = try #require(metadata.findings)
    // Nothing is known of the last finding: neither a temperature nor a threshold can be chosen for it.
    #expect(findings[2].calibration == .identity && findings[2].operatingPoint.threshold == 0.5)
    #expect(!findings[2].operatingPoint.isDetermined && findings[1].operatingPoint.isDetermined)

    let test = try #require(metadata.metrics.test?.several)
    #expect(test.confusionMatrix == nil)
    #expect(test.perClass[0].unknown > 0 && test.perClass[2].n == 0 && test.perClass[2][.auroc] == nil)
    #expect(test[.macroAUROC] != nil)
    let figures = try json(test)["per_class"] as? [String: [String: Any]]
    #expect(figures?["RARE"]?["auroc"] is NSNull)

    let part = training.dataset.replacing(samples: training.dataset.samples(in: .test))
    let found = try #require(evaluator(run.bundle).evaluate(part).report.several)
    #expect(try abs(#require(found[.logLoss]) - #require(test[.logLoss])) < 1e-3)
    let table = try CSVTable(contentsOf: run.url.appending(path: "predictions.csv"))
    #expect(table.header.contains("truth:RARE") && table.header.contains("probability:UPPER"))
    let page = try String(contentsOf: run.url.appending(path: "report.html"), encoding: .utf8)
    #expect(page.contains("AUROC of each finding"))
    let card = try String(contentsOf: run.bundle.url.appending(path: "MODEL_CARD.md"), encoding: .utf8)
    #expect(card.contains("UPPER"))
  }
}
