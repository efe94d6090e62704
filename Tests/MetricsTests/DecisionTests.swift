import Metrics
import Testing

@Suite struct DecisionTests {
  static let points = (try? Goldens.all.get().operatingPoints) ?? []
  static let conformals = (try? Goldens.all.get().conformal) ?? []

  // MARK: - Operating points

  @Test(arguments: points) func operatingPointIsTheBestOfAll(_ golden: Goldens.OperatingPoint) throws {
    let set = try #require(try Goldens.all.get().binary.first { $0.name == golden.case })
    let criterion = try OperatingCriterion(parsing: golden.criterion)
    let point = try OperatingPoint(
      choosing: criterion, on: BinaryPredictions(scores: set.scores, labels: set.labels), chosenOn: "validation fold 2")
    #expect(near(point.threshold, golden.threshold))
    #expect(near(try #require(point.sensitivity), golden.sensitivity))
    #expect(near(try #require(point.specificity), golden.specificity))
    #expect(point.criterion == criterion)
    #expect(point.chosenOn == "validation fold 2")
    #expect(point.n == set.labels.count)
    #expect(point.positives == set.labels.reduce(0, +))
  }

  @Test func liesMidwayBetweenNeighbours() throws {
    let predictions = try BinaryPredictions(scores: [0.1, 0.3, 0.7, 0.9], labels: [0, 0, 1, 1])
    let point = try OperatingPoint(choosing: .youden, on: predictions)
    #expect(near(point.threshold, 0.5))
    #expect(point.chosenOn == "validation")
    let logits = try BinaryPredictions(scores: [-4, -2, 1, 5], labels: [0, 0, 1, 1])
    #expect(try OperatingPoint(choosing: .youden, on: logits).threshold == -0.5)
  }

  @Test func tiesGoToTheMoreSensitive() throws {
    // Youden's index is 0.5 both below 0.8 (sensitivity 1, specificity 0.5) and below 0.9 (0.5 and 1).
    let predictions = try BinaryPredictions(scores: [0.9, 0.8, 0.7, 0.6], labels: [1, 0, 1, 0])
    let point = try OperatingPoint(choosing: .youden, on: predictions)
    #expect(point.sensitivity == 1 && point.specificity == 0.5)
    #expect(near(point.threshold, 0.65))
    let specific = try OperatingPoint(choosing: .specificity(atLeast: 0.5), on: predictions)
    #expect(specific.sensitivity == 1 && specific.specificity == 0.5)
  }

  @Test func whatItPromisesIsWhatTheConfusionMatrixGives() throws {
    let predictions = try synthetic(150, seed: 60).mapped { ($0 * 25).rounded() / 25 }
    let criteria: [OperatingCriterion] = [
      .youden, .minClass, .f1, .sensitivity(atLeast: 0.95), .sensitivity(atLeast: 1), .specificity(atLeast: 0.9),
      .specificity(atLeast: 1), .cost(ratio: 4, prevalence: nil), .cost(ratio: 1e6, prevalence: 0.5),
      .cost(ratio: 1e-6, prevalence: nil), .fixed(0.5),
    ]
    for criterion in criteria {
      let point = try OperatingPoint(choosing: criterion, on: predictions)
      let matrix = ConfusionMatrix(predictions, threshold: point.threshold)
      #expect(matrix.sensitivity == point.sensitivity, "\(criterion)")
      #expect(matrix.specificity == point.specificity, "\(criterion)")
    }
    #expect(try OperatingPoint(choosing: .sensitivity(atLeast: 0.95), on: predictions).sensitivity ?? 0 >= 0.95)
    #expect(try OperatingPoint(choosing: .specificity(atLeast: 0.9), on: predictions).specificity ?? 0 >= 0.9)
    #expect(try OperatingPoint(choosing: .fixed(0.37), on: predictions).threshold == 0.37)
  }

  @Test func extremesHaveAThresholdToo() throws {
    // Inverted scores: calling all positive, or none, is the best that can be done.
    let inverted = try BinaryPredictions(scores: [0, 1], labels: [1, 0])
    let all = try OperatingPoint(choosing: .sensitivity(atLeast: 1), on: inverted)
    #expect(all.threshold == 0 && all.sensitivity == 1 && all.specificity == 0)
    let none = try OperatingPoint(choosing: .specificity(atLeast: 1), on: inverted)
    #expect(none.threshold > 1 && none.sensitivity == 0 && none.specificity == 1)
    // Neighbours with no number between them.
    let close = try BinaryPredictions(scores: [0.5, 0.5.nextUp], labels: [0, 1])
    let point = try OperatingPoint(choosing: .youden, on: close)
    #expect(point.sensitivity == 1 && point.specificity == 1)
    let huge = try BinaryPredictions(scores: [-1.7e308, 1.7e308], labels: [0, 1])
    #expect(try OperatingPoint(choosing: .youden, on: huge).threshold == 0)
  }

  @Test func criteriaAreText() throws {
    let criteria: [OperatingCriterion] = [
      .youden, .f1, .sensitivity(atLeast: 0.95), .specificity(atLeast: 0.9), .cost(ratio: 5, prevalence: nil),
      .cost(ratio: 2.5, prevalence: 0.1), .fixed(0.5),
    ]
    for criterion in criteria { #expect(try OperatingCriterion(parsing: criterion.description) == criterion) }
    #expect(try OperatingCriterion(parsing: "cost=5,prevalence=0.1") == .cost(ratio: 5, prevalence: 0.1))
    let unknown = [
      "", "best", "youden=1", "youden,f1", "f1=", "sensitivity", "sensitivity=", "sensitivity=high", "cost=5,0.1",
      "cost=5,prevalence=x", "cost=5,prevalence=0.1,x=1", "sensitivity=0.9,prevalence=0.1", "=", ",",
    ]
    for text in unknown {
      #expect(throws: MetricsError.unknownCriterion(text)) { try OperatingCriterion(parsing: text) }
    }
    for text in [
      "sensitivity=1.2", "sensitivity=0", "specificity=-1", "cost=0", "cost=-1", "cost=inf", "cost=5,prevalence=1",
      "fixed=nan", "sensitivity=nan",
    ] {
      #expect(throws: MetricsError.self) { try OperatingCriterion(parsing: text) }
    }
  }

  // MARK: - Conformal prediction

  @Test(arguments: conformals) func conformalSetsEqualTheDefinition(_ golden: Goldens.Conformal) throws {
    let predictions = try MulticlassPredictions(
      probabilities: golden.probabilities, labels: golden.labels, classes: ["a", "b", "c"])
    let predictor = try ConformalPredictor(
      calibrating: predictions, coverage: golden.coverage, byClass: golden.byClass)
    #expect(near(predictor.thresholds, golden.thresholds))
    #expect(golden.probabilities.map { predictor.predictionSet($0) } == golden.sets)
    let report = try ConformalReport(predictor, on: predictions)
    #expect(near(report.coverage, golden.measured))
    #expect(near(report.meanSize, golden.meanSize))
    #expect(report.sizes.reduce(0, +) == golden.labels.count)
    #expect(report.interval.contains(report.coverage))
  }

  private func twoClasses(_ count: Int, seed: UInt64) throws -> MulticlassPredictions {
    let binary = try synthetic(count, seed: seed, gap: 0.6)
    return try MulticlassPredictions(
      probabilities: binary.scores.map { [1 - $0, $0] }, labels: binary.labels, classes: ["NORMAL", "PNEUMONIA"])
  }

  @Test func newCasesAreCovered() throws {
    for (coverage, byClass) in [(0.8, false), (0.9, true), (0.95, false)] {
      let reports = try (0..<20 as Range<UInt64>).map { seed in
        let predictor = try ConformalPredictor(
          calibrating: twoClasses(300, seed: 2 * seed + 500), coverage: coverage, byClass: byClass)
        return try ConformalReport(predictor, on: twoClasses(500, seed: 2 * seed + 501))
      }
      let mean = reports.reduce(0) { $0 + $1.coverage } / 20
      #expect((mean - coverage).magnitude < 0.015, "\(mean) for \(coverage)")
      let ofSick = reports.compactMap { $0.coverageByClass[1] }.reduce(0, +) / 20
      if byClass { #expect((ofSick - coverage).magnitude < 0.025, "\(ofSick) for \(coverage)") }
    }
  }

  @Test func tooFewCasesExcludeNothing() throws {
    let predictor = try ConformalPredictor(calibrating: twoClasses(5, seed: 70), coverage: 0.9)
    #expect(predictor.predictionSet([0, 1]) == [0, 1])
    #expect(throws: MetricsError.self) { try ConformalPredictor(calibrating: twoClasses(5, seed: 70), coverage: 1) }
  }

  // MARK: - Prevalence

  @Test func predictiveValuesFollowBayes() throws {
    // Sensitivity 0.95 and specificity 0.9: at 60 % the PPV is .934, in screening at 1 % it is .0876.
    let hospital = try PredictiveValues(sensitivity: 0.95, specificity: 0.9, prevalence: 0.6)
    #expect(near(try #require(hospital.ppv), 0.57 / 0.61))
    #expect(near(try #require(hospital.npv), 0.36 / 0.39))
    let screening = try PredictiveValues(sensitivity: 0.95, specificity: 0.9, prevalence: 0.01)
    #expect(near(try #require(screening.ppv), 0.0095 / 0.1085))
    // At the set's own prevalence they are the set's PPV and NPV.
    let report = try plainReport(synthetic(100, seed: 71))
    let own = try PredictiveValues(
      sensitivity: #require(report[.sensitivity]), specificity: #require(report[.specificity]),
      prevalence: Double(report.confusionMatrix.positives) / 100)
    #expect(near(try #require(own.ppv), try #require(report[.ppv])))
    #expect(near(try #require(own.npv), try #require(report[.npv])))
  }

  @Test func predictiveValuesAreUndefinedWithoutCalls() throws {
    #expect(try PredictiveValues(sensitivity: 0, specificity: 1, prevalence: 0.5).ppv == nil)
    #expect(try PredictiveValues(sensitivity: 1, specificity: 0, prevalence: 0.5).npv == nil)
  }
}
