import Foundation
import Metrics
import Testing

@Suite struct PrevalenceTests {
  /// What `Goldens/make_prevalence.py` wrote.
  private struct Golden: Decodable {
    let training: Double
    let probabilities: [Double]
    let prevalence: Double
    let shift: Double
    let corrected: [Double]
    let threshold: Double
  }

  private static func goldens() throws -> [Golden] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/prevalence.json")
    return try JSONDecoder().decode([Golden].self, from: Data(contentsOf: file))
  }

  @Test func expectationMaximisationFindsSciPysMaximum() throws {
    for golden in try Self.goldens() {
      let found = try PrevalenceEstimate(golden.probabilities, training: golden.training)
      #expect(abs(found.prevalence - golden.prevalence) < 1e-6)
      #expect(abs(found.logitShift - golden.shift) < 1e-5)
      #expect(abs(found.threshold(for: 0.4) - golden.threshold) < 1e-6)
      for (probability, corrected) in zip(golden.probabilities, golden.corrected) {
        #expect(abs(found.corrected(probability) - corrected) < 1e-6)
      }
      #expect(found.interval == nil && found.n == golden.probabilities.count)
    }
  }

  @Test func theIntervalDrawsPatientsAndRepeats() throws {
    let golden = try #require(try Self.goldens().first)
    let groups = golden.probabilities.indices.map { "patient \($0 / 3)" }
    let bootstrap = Bootstrap(resamples: 200, seed: 1)
    let estimates = try (0..<2).map { _ in
      try PrevalenceEstimate(golden.probabilities, groups: groups, training: golden.training, bootstrap: bootstrap)
    }
    #expect(estimates[0] == estimates[1])
    let interval = try #require(estimates[0].interval)
    #expect(interval.lower < estimates[0].prevalence && estimates[0].prevalence < interval.upper)
  }

  @Test func certaintyStaysFinite() throws {
    let none = try PrevalenceEstimate([0, 0, 0], training: 0.5)
    #expect(none.prevalence > 0 && none.prevalence < 1e-5 && none.logitShift.isFinite)
  }

  @Test func aMovedPointDecidesAsTheOldOneDoesOfCorrectedProbabilities() throws {
    let golden = try #require(try Self.goldens().first)
    let estimate = try PrevalenceEstimate(golden.probabilities, training: golden.training)
    let labelled = try BinaryPredictions(scores: [0.1, 0.3, 0.6, 0.9], labels: [0, 0, 1, 1])
    let old = try OperatingPoint(choosing: .fixed(0.4), on: labelled)
    let moved = OperatingPoint(moving: old, to: estimate, on: golden.probabilities, chosenOn: "site")
    #expect(moved.n == golden.probabilities.count && moved.chosenOn == "site" && moved.criterion == old.criterion)
    for probability in golden.probabilities {
      #expect((probability >= moved.threshold) == (estimate.corrected(probability) >= old.threshold))
    }
    #expect((0...1).contains(moved.sensitivity ?? -1) && (0...1).contains(moved.specificity ?? -1))
  }

  @Test func refusals() {
    #expect(throws: MetricsError.empty) { try PrevalenceEstimate([], training: 0.5) }
    #expect(throws: MetricsError.notProbabilities(index: 1)) { try PrevalenceEstimate([0.5, 1.5], training: 0.5) }
    #expect(throws: MetricsError.self) { try PrevalenceEstimate([0.5], training: 1) }
  }
}
