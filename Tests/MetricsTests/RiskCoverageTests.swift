import Metrics
import Testing

@Suite struct RiskCoverageTests {
  static let curves = (try? Goldens.all.get().riskCoverage) ?? []

  @Test(arguments: curves) func equalsNumPy(_ golden: Goldens.RiskCoverage) throws {
    let curve = RiskCoverage(
      try BinaryPredictions(scores: golden.scores, labels: golden.labels), threshold: golden.threshold)
    #expect(near(curve.aurc, golden.aurc))
    #expect(near(curve.risk, golden.risk))
    #expect(curve.coverage.last == 1)
  }

  @Test func allCoveredIsTheErrorRate() throws {
    let predictions = try synthetic(101, seed: 3)
    let report = try plainReport(predictions)
    let curve = try #require(report.riskCoverage)
    #expect(near(curve.accuracy(ofSurest: 1) ?? 0, report[.accuracy] ?? 1))
    #expect(curve.accuracy(ofSurest: 0.8) != nil)
    #expect(curve.accuracy(ofSurest: 0.33) == nil)
  }

  @Test func surestFirst() throws {
    // The two unsure ones are wrong.
    let predictions = try BinaryPredictions(scores: [0.01, 0.45, 0.55, 0.99], labels: [0, 1, 0, 1])
    let curve = RiskCoverage(predictions, threshold: 0.5)
    #expect(curve.accuracy(ofSurest: 0.5) == 1)
    #expect(curve.accuracy(ofSurest: 1) == 0.5)
    // The unsure ones are equally so: the third of the surest is wrong.
    #expect(near(curve.aurc, (1.0 / 3 + 0.5) / 4))
  }

  @Test func degenerateDataHaveACurve() throws {
    let one = RiskCoverage(try BinaryPredictions(scores: [0.7], labels: [0]), threshold: 0.5)
    #expect(one.aurc == 1)
    let constant = RiskCoverage(
      try BinaryPredictions(scores: [0.5, 0.5, 0.5, 0.5], labels: [1, 1, 0, 0]), threshold: 0.5)
    #expect(constant.risk.allSatisfy { near($0, 0.5) })
    let logits = RiskCoverage(try BinaryPredictions(scores: [-9, 3], labels: [0, 0]), threshold: 0)
    #expect(logits.accuracy(ofSurest: 0.5) == 1)
  }
}
