import Foundation
import Metrics
import Testing

@Suite struct CalibrationTests {
  static let temperatures = (try? Goldens.all.get().temperature) ?? []
  static let platts = (try? Goldens.all.get().platt) ?? []

  // MARK: - Temperature

  @Test(arguments: temperatures) func temperatureEqualsSciPy(_ golden: Goldens.Temperature) throws {
    let scaling = try TemperatureScaling(fitting: golden.logits, labels: golden.labels)
    #expect(near(scaling.temperature, golden.temperature, 1e-6))
    #expect(near(scaling.logLossBefore, golden.before))
    #expect(near(scaling.logLossAfter, golden.after, 1e-9))
    #expect(scaling.isDetermined)
    #expect(scaling.n == golden.labels.count)
  }

  @Test func temperatureOfScaledLogitsScales() throws {
    let golden = try #require(Self.temperatures.first)
    let one = try TemperatureScaling(fitting: golden.logits, labels: golden.labels)
    let three = try TemperatureScaling(fitting: golden.logits.map { $0.map { 3 * $0 } }, labels: golden.labels)
    #expect(near(three.temperature, 3 * one.temperature, 1e-10))
    #expect(near(three.logLossAfter, one.logLossAfter))
    for row in golden.logits {
      #expect(near(one.probabilities(row), three.probabilities(row.map { 3 * $0 }), 1e-10))
    }
  }

  @Test func aSigmoidIsTwoClasses() throws {
    let logits = [1.3, -0.4, 0.2, -2.2, 0.9, -0.1]
    let labels = [1, 0, 0, 0, 1, 1]
    let sigmoid = try TemperatureScaling(fitting: logits.map { [$0] }, labels: labels)
    let softmax = try TemperatureScaling(fitting: logits.map { [-$0 / 2, $0 / 2] }, labels: labels)
    #expect(near(sigmoid.temperature, softmax.temperature, 1e-10))
    for logit in logits {
      let expected = 1 / (1 + exp(-logit / sigmoid.temperature))
      #expect(near(sigmoid.probabilities([logit]), [1 - expected, expected]))
    }
  }

  @Test func dataThatFixNoTemperatureLeaveTheNetworkAlone() throws {
    let inverted = try TemperatureScaling(fitting: [[3, -3], [-3, 3]], labels: [1, 0])
    let flat = try TemperatureScaling(fitting: [[1, 1], [2, 2]], labels: [1, 0])
    let tiny = try TemperatureScaling(fitting: [[1e-5, 0], [0, 1e-5]], labels: [0, 1])
    let unwanted = try TemperatureScaling(leaving: [[3, -3], [-3, 3]], labels: [0, 1])
    for scaling in [inverted, flat, tiny, unwanted] {
      #expect(scaling.temperature == 1)
      #expect(!scaling.isDetermined)
      #expect(scaling.logLossBefore == scaling.logLossAfter)
      #expect(scaling.probabilityLimit == 0.25)
    }
  }

  @Test func twoRightCasesClaimNoMoreThanTwoThirds() throws {
    let scaling = try TemperatureScaling(fitting: [[3, -3], [-3, 3]], labels: [0, 1])
    #expect(near(scaling.probabilities([3, -3])[0], 2.0 / 3, 1e-10))
  }

  @Test func separableCasesOfOneClassKeepATemperature() throws {
    let scaling = try TemperatureScaling(
      fitting: (0..<16).map { [0, 3 + 0.1 * Double($0)] }, labels: .init(repeating: 1, count: 16))
    #expect(scaling.isDetermined)
    #expect(scaling.probabilities([0, 3.75])[1] < 17.5 / 18)
  }

  @Test func shownProbabilitiesKeepToTheEvidence() throws {
    let scaling = try TemperatureScaling(
      fitting: (0..<16).map { [0, $0 % 2 == 0 ? -4 : 4] }, labels: (0..<16).map { $0 % 2 })
    #expect(scaling.supported(1) == 1 - 1.0 / 18)
    #expect(scaling.supported(1e-9) == 1.0 / 18)
    #expect(scaling.supported(0.3) == 0.3)
    #expect(TemperatureScaling.identity.supported(1 - 1e-15) == 1 - 1e-15)
    let coded = try JSONDecoder().decode(TemperatureScaling.self, from: JSONEncoder().encode(scaling))
    #expect(coded == scaling)
  }

  @Test func bundlesOfOldHaveNoBound() throws {
    let json = #"{"temperature":0.5,"n":16,"determined":true,"log_loss_before":0.3,"log_loss_after":0.1}"#
    let scaling = try JSONDecoder().decode(TemperatureScaling.self, from: Data(json.utf8))
    #expect(scaling.probabilityLimit == nil)
    #expect(scaling.supported(1) == 1)
  }

  @Test(arguments: [
    (1.0, "> 99 %"), (0.9901, "> 99 %"), (0.99, "99.0 %"), (0.5, "50.0 %"), (0.0099, "< 1 %"), (0, "< 1 %"),
  ])
  func probabilitiesReadAsWhatIsKnown(_ probability: Double, _ text: String) {
    #expect(Probability.text(probability) == text)
  }

  @Test func hugeLogitsDoNotOverflow() throws {
    let logits = [[5000.0, -5000], [-4000, 4000], [3000, -3000], [2000, -2000], [1000, -1000]]
    let scaling = try TemperatureScaling(fitting: logits, labels: [0, 1, 1, 0, 0])
    #expect(scaling.logLossBefore.isFinite && scaling.logLossAfter.isFinite)
    #expect(scaling.probabilities(logits[0]).allSatisfy { $0.isFinite })
  }

  @Test func temperatureChecksItsInput() {
    #expect(throws: MetricsError.empty) { try TemperatureScaling(fitting: [], labels: []) }
    #expect(throws: MetricsError.self) { try TemperatureScaling(fitting: [[1, 2]], labels: [0, 1]) }
    #expect(throws: MetricsError.self) { try TemperatureScaling(fitting: [[1, 2], [1]], labels: [0, 1]) }
    #expect(throws: MetricsError.self) { try TemperatureScaling(fitting: [[]], labels: [0]) }
    #expect(throws: MetricsError.notFinite(what: "logit", index: 0)) {
      try TemperatureScaling(fitting: [[1, .nan]], labels: [0])
    }
    #expect(throws: MetricsError.labelOutOfRange(index: 0, label: 2, classes: 2)) {
      try TemperatureScaling(fitting: [[1, 2]], labels: [2])
    }
  }

  @Test func temperatureLowersTheCalibrationError() throws {
    // A network four times too sure of itself.
    let honest = try synthetic(2000, seed: 50)
    let logits = honest.scores.map { [0, 4 * log($0 / (1 - $0))] }
    let scaling = try TemperatureScaling(fitting: logits, labels: honest.labels)
    let before = try BinaryPredictions(
      scores: logits.map { 1 / (1 + exp(-$0[1])) }, labels: honest.labels)
    let after = try BinaryPredictions(scores: logits.map { scaling.probabilities($0)[1] }, labels: honest.labels)
    #expect(scaling.temperature > 1)
    let (error, errorBefore) = (try ReliabilityDiagram(after).ece, try ReliabilityDiagram(before).ece)
    #expect(error < 0.5 * errorBefore)
    #expect(near(try plainReport(after)[.auroc] ?? 0, try plainReport(honest)[.auroc] ?? 1, 1e-6))
  }

  // MARK: - Platt

  @Test(arguments: platts) func plattEqualsSciPy(_ golden: Goldens.Platt) throws {
    let scaling = try PlattScaling(fitting: BinaryPredictions(scores: golden.scores, labels: golden.labels))
    #expect(near(scaling.slope, golden.slope, 1e-6))
    #expect(near(scaling.intercept, golden.intercept, 1e-6))
    #expect(near(scaling.probability(0), 1 / (1 + exp(-golden.intercept)), 1e-6))
  }

  @Test func plattOfEqualScoresIsThePrevalence() throws {
    let scaling = try PlattScaling(fitting: BinaryPredictions(scores: [2, 2, 2, 2], labels: [1, 0, 0, 0]))
    let smoothed = (2.0 / 3 + 3 * 1.0 / 5) / 4
    #expect(near(scaling.probability(2), smoothed, 1e-6))
  }

  // MARK: - Reliability

  @Test func reliabilityEqualsScikitLearn() throws {
    let golden = try Goldens.all.get().reliability
    let diagram = try ReliabilityDiagram(BinaryPredictions(scores: golden.scores, labels: golden.labels))
    #expect(diagram.bins.map(\.count) == golden.counts)
    #expect(near(diagram.bins.compactMap(\.meanProbability), golden.mean))
    #expect(near(diagram.bins.compactMap(\.observed), golden.observed))
    #expect(near(diagram.ece, golden.ece))
    #expect(near(diagram.mce, golden.mce))
    for bin in diagram.bins {
      let (interval, observed) = (try #require(bin.interval), try #require(bin.observed))
      #expect(interval.contains(observed))
    }
  }

  @Test func theDiagramAndTheReportAgree() throws {
    let predictions = try synthetic(300, seed: 51)
    #expect(near(try ReliabilityDiagram(predictions).ece, try plainReport(predictions)[.ece] ?? 0))
  }

  @Test func edgesBelongToTheBinBelow() throws {
    let predictions = try BinaryPredictions(scores: [0, 0.1, 0.2, 0.3, 1], labels: [0, 0, 0, 1, 1])
    let diagram = try ReliabilityDiagram(predictions, bins: 10)
    #expect(diagram.bins.map(\.count) == [2, 1, 1, 0, 0, 0, 0, 0, 0, 1])
    let histogram = try ScoreHistogram(predictions, bins: 10)
    #expect(histogram.negatives == [2, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(histogram.positives == [0, 0, 1, 0, 0, 0, 0, 0, 0, 1])
  }
}
