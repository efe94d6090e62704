import Bundles
import Inference
import Metrics
import Testing

/// Readings of several classes and findings in words.
@Suite struct SeveralReportTests {
  private func report(_ model: ModelMetadata, _ logits: [Float]) -> ReportText {
    let reading = Reading(
      Assessment(logits: logits, model), model: model, inDistribution: true, quality: [], milliseconds: 1)
    return ReportText(reading, positiveClass: model.positiveClass, findings: [])
  }

  @Test func findingsAreCalledOneByOne() throws {
    let model = try SeveralModel.metadata(.multilabel, temperatures: [1, 1, 1], thresholds: [0.5, 0.2, 0.9])
    let text = report(model, [3, 0, 0])
    #expect(
      text.findings.prefix(3) == [
        "Called positive for c0: its probability of 95.3 % lies at or above the threshold of 50.0 %.",
        "Called positive for c1: its probability of 50.0 % lies at or above the threshold of 20.0 %.",
        "Not called: c2 (50.0 %).",
      ])
    #expect(
      text.impression == [
        "Consistent with c0 (probability 95.3 %); called positive.",
        "Possible c1 (probability 50.0 %); called positive.", ReportText.disclaimer,
      ])
  }

  @Test func noFindingIsSaidSo() throws {
    let model = try SeveralModel.metadata(.multilabel, temperatures: [1, 1], thresholds: [0.5, 0.2])
    let text = report(model, [-3, -3])
    #expect(text.findings[0] == "None of the 2 findings reaches its threshold.")
    #expect(
      text.impression.prefix(2) == [
        "No finding is called.", "Nearest: C1 is unlikely (probability 4.7 %); called negative.",
      ])
  }

  @Test func classesTellTheLikeliestAndTheDecision() throws {
    let model = try SeveralModel.metadata(
      .multiclass, temperatures: [1, 1, 1], thresholds: [0.5, 0.5, 0.5], negative: 0, point: 0.5)
    let text = report(model, [0, 3, 1])
    #expect(
      text.findings.prefix(2) == [
        "The likeliest class is c1, at 84.4 %.",
        "Called positive for Abnormal: its probability of 95.8 % lies at or above the threshold of 50.0 %.",
      ])
    #expect(text.impression[0] == "Probable c1 (probability 84.4 %).")
    #expect(text.impression[1] == "Abnormal: called positive (probability 95.8 %).")
  }
}
