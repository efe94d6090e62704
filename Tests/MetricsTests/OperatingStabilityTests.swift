import Foundation
import Metrics
import Testing

@Suite struct OperatingStabilityTests {
  static let settled = (try? Goldens.all.get().settled) ?? []

  @Test(arguments: settled) func equalsNumPy(_ golden: Goldens.Settled) throws {
    let predictions = try BinaryPredictions(scores: golden.scores, labels: golden.labels, groups: golden.groups)
    let point = try OperatingPoint(
      settling: OperatingCriterion(parsing: golden.criterion), on: predictions,
      bootstrap: Bootstrap(resamples: golden.resamples, seed: golden.seed))
    let stability = try #require(point.stability)
    #expect(near(point.threshold, golden.threshold))
    #expect(near(stability.median, golden.median))
    #expect(near([stability.interval.lower, stability.interval.upper], golden.interval))
    #expect(near(stability.scatter, golden.scatter))
    #expect(stability.resamples == golden.resamples)
  }

  @Test func goldensAreThere() { #expect(Self.settled.count == 15) }

  @Test func targetsAreKept() throws {
    for seed in UInt64(0)..<20 {
      let predictions = try synthetic(80, seed: 300 + seed, grouped: true)
      let bootstrap = Bootstrap(resamples: 100, seed: seed)
      let ruling = try OperatingPoint(settling: .sensitivity(atLeast: 0.95), on: predictions, bootstrap: bootstrap)
      #expect(ruling.sensitivity ?? 0 >= 0.95)
      let specific = try OperatingPoint(settling: .specificity(atLeast: 0.9), on: predictions, bootstrap: bootstrap)
      #expect(specific.specificity ?? 0 >= 0.9)
    }
  }

  @Test func aFixedThresholdStays() throws {
    let point = try OperatingPoint(settling: .fixed(0.157), on: synthetic(50, seed: 1))
    #expect(point.threshold == 0.157)
    #expect(point.stability == nil)
  }

  @Test func theSameSeedGivesTheSamePoint() throws {
    let predictions = try synthetic(200, seed: 5, grouped: true)
    let one = try OperatingPoint(settling: .youden, on: predictions, bootstrap: Bootstrap(resamples: 100, threads: 1))
    let four = try OperatingPoint(settling: .youden, on: predictions, bootstrap: Bootstrap(resamples: 100, threads: 4))
    #expect(one == four)
  }

  @Test func scatterDrawsTowardsAHalf() throws {
    // Two patients who decide everything: half of the resamples lack a class.
    let predictions = try BinaryPredictions(
      scores: [0.01, 0.02, 0.03, 0.05], labels: [0, 0, 1, 1], groups: ["a", "a", "b", "b"])
    let best = try OperatingPoint(choosing: .youden, on: predictions)
    let point = try OperatingPoint(settling: .youden, on: predictions)
    let stability = try #require(point.stability)
    #expect(near(best.threshold, 0.025))
    #expect(stability.weight < 0.1)
    #expect(point.threshold > best.threshold && point.threshold <= 0.5)
    #expect(stability.interval.lower < 0.0251 && stability.interval.upper > 0.4999)
  }

  @Test func degenerateDataAreRefusedOrServed() throws {
    let sick = try BinaryPredictions(scores: [0.4, 0.6], labels: [1, 1])
    #expect(throws: MetricsError.classMissing(positive: false)) { try OperatingPoint(settling: .youden, on: sick) }
    let scores = try BinaryPredictions(scores: [-4, -2, 1, 5], labels: [0, 0, 1, 1])
    #expect(throws: MetricsError.notProbabilities(index: 0)) { try OperatingPoint(settling: .youden, on: scores) }
    let constant = try BinaryPredictions(scores: [0.7, 0.7, 0.7, 0.7], labels: [0, 0, 1, 1])
    for criterion in [OperatingCriterion.youden, .minClass, .f1, .specificity(atLeast: 0.9)] {
      let point = try OperatingPoint(settling: criterion, on: constant)
      #expect((0...1).contains(point.threshold), "\(criterion)")
    }
    let certain = try BinaryPredictions(scores: [0, 0, 1, 1], labels: [0, 1, 0, 1])
    #expect(try OperatingPoint(settling: .specificity(atLeast: 1), on: certain).specificity == 1)
  }

  @Test func balancedAccuracyIsYoudens() throws {
    #expect(try OperatingCriterion(parsing: "balanced_accuracy") == .youden)
    #expect(try OperatingCriterion(parsing: "min_class") == .minClass)
    #expect("\(OperatingCriterion.minClass)" == "min_class")
  }

  @Test func pointsOfOldHaveNoStability() throws {
    let json =
      #"{"threshold":0.4,"criterion":"youden","chosen_on":"validation","n":9,"positives":4,"sensitivity":1,"specificity":0.8}"#
    let point = try JSONDecoder().decode(OperatingPoint.self, from: Data(json.utf8))
    #expect(point.stability == nil)
    let settled = try OperatingPoint(settling: .youden, on: synthetic(60, seed: 9))
    #expect(try JSONDecoder().decode(OperatingPoint.self, from: JSONEncoder().encode(settled)) == settled)
  }

  @Test func theTradeOffHasBothThresholdsOnBothSets() throws {
    let clean = try BinaryPredictions(scores: [0.1, 0.4, 0.6, 0.9], labels: [0, 0, 1, 1])
    let stressed = try BinaryPredictions(scores: [0.6, 0.7, 0.8, 0.9], labels: [0, 0, 1, 1])
    let tradeOff = OperatingTradeOff(chosen: 0.75, alternative: 0.5, clean: clean, stressed: stressed)
    #expect(tradeOff.chosen.clean.sensitivity == 0.5)
    #expect(tradeOff.chosen.stressed.specificity == 1)
    #expect(tradeOff.alternative.clean.sensitivity == 1)
    #expect(tradeOff.alternative.stressed.specificity == 0)
  }
}
