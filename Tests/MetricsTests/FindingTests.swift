import Foundation
import Metrics
import Testing

/// What is settled and compared finding by finding, and the one question of a screening.
@Suite struct FindingTests {
  // MARK: - Screening

  @Test func aFindingAtItsThresholdScoresOneHalf() {
    for threshold in [0.1, 0.5, 0.9] {
      #expect(near(Screening.score(threshold, threshold: threshold), 0.5))
      #expect(Screening.score(0, threshold: threshold) == 0)
      #expect(near(Screening.score(1, threshold: threshold), 1))
      #expect(Screening.score(threshold.nextDown, threshold: threshold) < 0.5 + 1e-12)
    }
    #expect(Screening.score(1, threshold: 1) == 1)
    #expect(Screening.score(0, threshold: 0) == 0.5)
    #expect(Screening.score([0.4, 0.2], thresholds: [0.5, 0.1]) > 0.5)
    #expect(Screening.leading([0.4, 0.2, 0.2], thresholds: [0.5, 0.1, 0.1]) == 1)
    #expect(Screening.leading([], thresholds: []) == nil)
  }

  @Test func theScreeningLeavesOutWhatIsUnknown() throws {
    let findings = try MultilabelPredictions(
      probabilities: [[0.9, 0.1], [0.2, 0.1], [0.3, 0.3], [0.1, 0.6]],
      labels: [[true, nil], [false, nil], [false, false], [nil, true]], names: ["a", "b"],
      groups: ["p", "q", "q", "r"])
    let view = try #require(findings.screening(thresholds: [0.5, 0.5]))
    #expect(view.count == 3 && view.isPositive == [true, false, true] && view.clusters == [0, 1, 2])
    #expect(near(view.scores, [0.9, 0.3, 0.6]))
    let unknown = try MultilabelPredictions(probabilities: [[0.9]], labels: [[nil]], names: ["a"])
    #expect(unknown.screening(thresholds: [0.5]) == nil)
    let classes = try MulticlassPredictions(
      probabilities: [[0.5, 0.2, 0.3], [0.1, 0.8, 0.1]], labels: [2, 0], classes: ["a", "b", "c"])
    #expect(near(classes.screening(negativeClass: 0).scores, [0.5, 0.9]))
    #expect(classes.screening(negativeClass: 0).isPositive == [true, false])
    #expect(classes.screening(negativeClass: nil).scores == [0.3, 0.1])
  }

  // MARK: - Points and temperatures

  @Test func aFindingWithoutBothClassesHasAStandardPoint() throws {
    let ill = try BinaryPredictions(scores: [0.2, 0.9], labels: [1, 1])
    let point = try OperatingPoint(settling: .youden, onFinding: ill)
    #expect(point.threshold == 0.5 && !point.isDetermined && point.n == 2 && point.positives == 2)
    #expect(point.sensitivity == 0.5 && point.specificity == nil)
    let none = try OperatingPoint(settling: .youden, onFinding: nil)
    #expect(none.threshold == 0.5 && !none.isDetermined && none.n == 0 && none.sensitivity == nil)
    let read = try JSONDecoder().decode(OperatingPoint.self, from: JSONEncoder().encode(none))
    #expect(read == none)
    let both = try synthetic(60, seed: 4)
    let settled = try OperatingPoint(settling: .youden, onFinding: both)
    #expect(settled.isDetermined)
    #expect(try settled == OperatingPoint(settling: .youden, on: both))
    #expect(throws: MetricsError.self) { try OperatingPoint(settling: .sensitivity(atLeast: 2), onFinding: both) }
  }

  @Test func aTemperaturesIntervalHoldsItAndNarrows() throws {
    func sure(_ count: Int) throws -> (logits: [[Double]], labels: [Int]) {
      let predictions = try synthetic(count, seed: 12, gap: 0.8)
      return (predictions.scores.map { [2 * log($0 / (1 - $0))] }, predictions.labels)
    }
    let (few, many) = (try sure(100), try sure(1000))
    let scaling = try TemperatureScaling(fitting: many.logits, labels: many.labels)
    let narrow = try #require(try TemperatureScaling.interval(fitting: many.logits, labels: many.labels))
    let wide = try #require(try TemperatureScaling.interval(fitting: few.logits, labels: few.labels))
    #expect(narrow.contains(scaling.temperature))
    #expect(narrow.upper - narrow.lower < wide.upper - wide.lower)
    #expect(try TemperatureScaling.interval(fitting: many.logits, labels: many.labels) == narrow)
    let one = try TemperatureScaling.interval(
      fitting: few.logits, labels: few.labels, groups: few.labels.map { _ in "one patient" })
    #expect(one == nil)
    #expect(throws: MetricsError.self) {
      try TemperatureScaling.interval(fitting: few.logits, labels: few.labels, groups: [])
    }
  }

  @Test func aProbabilitysRangeHoldsAllTemperaturesBetween() throws {
    let predictions = try synthetic(300, seed: 13)
    let scaling = try TemperatureScaling(
      fitting: predictions.scores.map { [log($0 / (1 - $0))] }, labels: predictions.labels)
    let temperatures = ConfidenceInterval(lower: scaling.temperature / 3, upper: scaling.temperature * 2)
    for logits in [[1.3], [2, 1.5, -3], [0.1, 0, -0.1, 4]] {
      let ranges = scaling.intervals(logits, temperatures: temperatures)
      var seen = ranges.map { _ in (least: 1.0, most: 0.0) }
      for step in 0...2000 {
        let temperature =
          temperatures.lower + (temperatures.upper - temperatures.lower) * Double(step) / 2000
        for (index, value) in Probability.softmax(logits, scale: 1 / temperature).enumerated() {
          let value = scaling.supported(value)
          seen[index] = (min(seen[index].least, value), max(seen[index].most, value))
        }
      }
      for (range, seen) in zip(ranges, seen) {
        #expect(near(range.lower, seen.least, 1e-5) && near(range.upper, seen.most, 1e-5))
      }
    }
  }

  // MARK: - Comparison

  @Test func holmCorrects() {
    let corrected = Holm.corrected([0.01, nil, 0.04, 0.03, 0.9])
    #expect(corrected[1] == nil)
    #expect(near(corrected.compactMap(\.self), [0.04, 0.09, 0.09, 0.9]))
    #expect(Holm.corrected([]).isEmpty)
  }

  @Test func everyFindingIsComparedByItself() throws {
    let (a, b) = (try synthetic(80, seed: 1), try synthetic(80, seed: 2))
    func model(_ change: (Double) -> Double) throws -> MultilabelPredictions {
      try MultilabelPredictions(
        probabilities: a.scores.indices.map { [change(a.scores[$0]), change(b.scores[$0]), 0.5] },
        labels: a.scores.indices.map { [$0 % 3 == 0 ? nil : a.isPositive[$0], b.isPositive[$0], false] },
        names: ["a", "b", "never"])
    }
    let (fine, coarse) = (try model { $0 }, try model { ($0 * 3).rounded() / 3 })
    let thresholds = [0.5, 0.4, 0.5]
    let bootstrap = Bootstrap(resamples: 50)
    let comparison = try SeveralComparison(
      multilabel: [
        .init("fine", fine, thresholds: thresholds), .init("coarse", coarse, thresholds: thresholds),
        .init("same", fine, thresholds: thresholds),
      ], bootstrap: bootstrap)
    #expect(comparison.findings.map(\.name) == ["a", "b", "never"])
    #expect(comparison.findings[2].comparison == nil && comparison.findings[2].corrected == [nil, nil])
    let first = try #require(comparison.findings[0].comparison)
    let known = try (#require(coarse.finding(0)), #require(fine.finding(0)))
    #expect(try first.contrasts[0].auroc == DeLong.compare(known.0, known.1))
    #expect(first.n == a.scores.indices.count { $0 % 3 != 0 })
    let plain = comparison.findings.map { $0.comparison?.contrasts[0].auroc.pValue }
    #expect(comparison.findings.map { $0.corrected[0] } == Holm.corrected(plain))
    let whole = try #require(comparison.contrasts[0].differences[.macroAUROC])
    let macro = try [coarse, fine].map {
      try SeveralReport(multilabel: $0, thresholds: thresholds, screening: nil, bootstrap: nil)[.macroAUROC]
    }
    #expect(whole.first == macro[0] && whole.second == macro[1] && whole.interval != nil)
    for figure in SeveralFigure.allCases {
      #expect(comparison.contrasts[1].differences[figure].map { $0.difference == 0 } ?? true, "\(figure)")
    }
    #expect(throws: MetricsError.notPaired) {
      let other = try MultilabelPredictions(
        probabilities: fine.probabilities, labels: fine.labels.map { _ in [true, false, false] }, names: fine.names)
      _ = try SeveralComparison(
        multilabel: [.init("a", fine, thresholds: thresholds), .init("b", other, thresholds: thresholds)],
        bootstrap: bootstrap)
    }
    #expect(throws: MetricsError.empty) { try SeveralComparison(multilabel: [], bootstrap: bootstrap) }
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(comparison)) as? [String: Any]
    #expect(Set(try #require(object).keys) == ["findings", "contrasts"])
  }

  @Test func curvesOfEveryClass() throws {
    let classes = try MulticlassPredictions(
      probabilities: [[0.6, 0.4, 0], [0.2, 0.8, 0], [0.7, 0.3, 0]], labels: [0, 1, 1], classes: ["a", "b", "c"])
    let curves = classes.rocCurves()
    #expect(curves.count == 3 && curves[2] == nil)
    #expect(curves[0]?.truePositiveRate.last == 1)
  }
}
