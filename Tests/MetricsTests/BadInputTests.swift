import Metrics
import Testing

@Suite struct BadInputTests {
  @Test func predictionsAreChecked() {
    #expect(throws: MetricsError.empty) { try BinaryPredictions(scores: [], labels: []) }
    #expect(throws: MetricsError.lengthMismatch(what: "labels", expected: 2, found: 1)) {
      try BinaryPredictions(scores: [0.1, 0.2], labels: [1])
    }
    #expect(throws: MetricsError.lengthMismatch(what: "groups", expected: 2, found: 3)) {
      try BinaryPredictions(scores: [0.1, 0.2], labels: [1, 0], groups: ["a", "b", "c"])
    }
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(throws: MetricsError.notFinite(what: "score", index: 1)) {
        try BinaryPredictions(scores: [0.1, bad], labels: [1, 0])
      }
    }
    for bad in [2, -1, Int.max] {
      #expect(throws: MetricsError.labelOutOfRange(index: 0, label: bad, classes: 2)) {
        try BinaryPredictions(scores: [0.1], labels: [bad])
      }
    }
  }

  @Test func settingsAreChecked() throws {
    let predictions = try synthetic(20, seed: 1)
    for threshold in [Double.nan, .infinity] {
      #expect(throws: MetricsError.self) { try ClassificationReport(predictions, threshold: threshold) }
    }
    #expect(throws: MetricsError.self) { try ClassificationReport(predictions, threshold: 0.5, classes: ["one"]) }
    let unusable = [Bootstrap(resamples: 0), Bootstrap(resamples: 2_000_000), Bootstrap(level: 1), Bootstrap(level: 0)]
    for bootstrap in unusable + [Bootstrap(level: .nan)] {
      #expect(throws: MetricsError.self) {
        try ClassificationReport(predictions, threshold: 0.5, bootstrap: bootstrap)
      }
    }
    #expect(throws: MetricsError.self) { try ReliabilityDiagram(predictions, bins: 0) }
    #expect(throws: MetricsError.self) { try ScoreHistogram(predictions, bins: -1) }
    #expect(throws: MetricsError.self) { try CurveBand.roc(predictions, steps: 0) }
    #expect(throws: MetricsError.self) { try Proportion(successes: 3, trials: 2) }
    #expect(throws: MetricsError.empty) { try Proportion(successes: 0, trials: 0) }
    #expect(throws: MetricsError.self) { try Proportion(successes: 1, trials: 2).wilson(level: 1.5) }
    #expect(throws: MetricsError.self) {
      try PredictiveValues(sensitivity: 0.9, specificity: 1.2, prevalence: 0.1)
    }
  }

  @Test func figuresOfProbabilitiesNeedProbabilities() throws {
    let logits = try BinaryPredictions(scores: [-3, 0.2, 4], labels: [0, 1, 1])
    #expect(throws: MetricsError.notProbabilities(index: 0)) { try ReliabilityDiagram(logits) }
    #expect(throws: MetricsError.notProbabilities(index: 0)) { try ScoreHistogram(logits) }
    let report = try plainReport(logits)
    #expect(report[.brier] == nil && report[.ece] == nil && report[.logLoss] == nil)
    #expect(report[.auroc] == 1)
  }

  @Test func oneClassIsRefusedWhereTwoAreNeeded() throws {
    let sick = try BinaryPredictions(scores: [0.2, 0.9], labels: [1, 1])
    let healthy = try BinaryPredictions(scores: [0.2, 0.9], labels: [0, 0])
    for (predictions, missing) in [(sick, false), (healthy, true)] {
      let error = MetricsError.classMissing(positive: missing)
      #expect(throws: error) { try DeLong.estimate(predictions) }
      #expect(throws: error) { try OperatingPoint(choosing: .youden, on: predictions) }
      #expect(throws: error) { try PlattScaling(fitting: predictions) }
      #expect(throws: error) { try CurveBand.roc(predictions) }
    }
  }

  @Test func modelsMustBeMeasuredOnTheSameCases() throws {
    let a = try BinaryPredictions(scores: [0.1, 0.8, 0.3, 0.9], labels: [0, 1, 0, 1], groups: ["a", "b", "a", "b"])
    let otherLabels = try BinaryPredictions(scores: a.scores, labels: [0, 1, 1, 1], groups: ["a", "b", "a", "b"])
    let otherGroups = try BinaryPredictions(scores: a.scores, labels: [0, 1, 0, 1], groups: ["a", "b", "c", "b"])
    let ungrouped = try BinaryPredictions(scores: a.scores, labels: [0, 1, 0, 1])
    for other in [otherLabels, otherGroups, ungrouped] {
      #expect(throws: MetricsError.notPaired) { try DeLong.compare(a, other) }
      #expect(throws: MetricsError.notPaired) { try PairedDifferences(a, other, thresholds: (0.5, 0.5)) }
    }
  }

  @Test func everyErrorIsASentence() {
    let errors: [MetricsError] = [
      .empty, .lengthMismatch(what: "labels", expected: 2, found: 1), .notFinite(what: "score", index: 3),
      .labelOutOfRange(index: 1, label: 5, classes: 2), .notProbabilities(index: 4), .classMissing(positive: true),
      .notPaired, .invalidParameter(name: "the coverage", value: 2, allowed: "between 0 and 1"),
      .unknownCriterion("best"),
    ]
    for error in errors { #expect(error.description.count > 20) }
    #expect(
      MetricsError.lengthMismatch(what: "labels", expected: 2, found: 1).description
        == "expected 2 labels, one for every case, but found 1")
    #expect(MetricsError.classMissing(positive: false).description.contains("negative"))
  }
}
