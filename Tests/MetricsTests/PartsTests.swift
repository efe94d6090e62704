import Metrics
import Testing

@Suite struct PartsTests {
  // MARK: - Subgroups and folds

  @Test func subgroupsAreMeasuredApart() throws {
    let predictions = try synthetic(120, seed: 80, grouped: true)
    let views = predictions.scores.indices.map { $0 % 4 == 0 ? nil : $0 % 2 == 0 ? "PA" : "AP" }
    let subgroups = try Subgroup.reports(predictions, by: views, threshold: 0.5, bootstrap: nil)
    #expect(subgroups.map(\.name) == ["AP", "PA"])
    #expect(subgroups.map(\.n) == [60, 30])
    for subgroup in subgroups {
      let indices = views.indices.filter { views[$0] == subgroup.name }
      let alone = try BinaryPredictions(
        scores: indices.map { predictions.scores[$0] }, labels: indices.map { predictions.labels[$0] })
      #expect(subgroup.report == (try plainReport(alone)))
      #expect(subgroup.patients == Set(indices.map { $0 / 3 }).count)
    }
    #expect(throws: MetricsError.self) { try Subgroup.reports(predictions, by: ["a"], threshold: 0.5) }
  }

  @Test func kindsOfDiseaseShareTheHealthy() throws {
    let scores = [0.1, 0.4, 0.6, 0.9, 0.8, 0.3]
    let predictions = try BinaryPredictions(scores: scores, labels: [0, 0, 1, 1, 1, 1])
    let kinds = [nil, nil, "bacteria", "bacteria", "virus", "virus"]
    let any = Subgroup.Minimum(cases: 1, ofEachClass: 0)
    let own = try Subgroup.reports(predictions, by: kinds, threshold: 0.5, minimum: any, bootstrap: nil)
    #expect(own.allSatisfy { $0.report?[.auroc] == nil && $0.report?[.sensitivity] != nil })
    let shared = try Subgroup.reports(
      predictions, by: kinds, negatives: .all, threshold: 0.5, minimum: any, bootstrap: nil)
    #expect(shared.map { $0.report?[.auroc] } == [1, 0.75])
    #expect(shared.map { $0.report?[.specificity] } == [1, 1])
    #expect(shared.map { $0.report?[.sensitivity] } == [1, 0.5])
    #expect(shared.map(\.n) == [4, 4])
  }

  @Test func foldsHaveMeanAndSpread() throws {
    let labels = [0, 1, 0, 1]
    let folds = try [[0.1, 0.9, 0.2, 0.8], [0.1, 0.9, 0.7, 0.8], [0.1, 0.3, 0.7, 0.8]].map {
      try plainReport(BinaryPredictions(scores: $0, labels: labels))
    }
    let accuracy = try #require(FoldSummary(folds)[.accuracy])
    #expect(near(accuracy.mean, 0.75))
    #expect(near(try #require(accuracy.sd), 0.25))
    #expect(accuracy.n == 3)
    let sick = try plainReport(BinaryPredictions(scores: [0.9], labels: [1]))
    let mixed = FoldSummary(folds + [sick])
    #expect(mixed[.auroc]?.n == 3)
    #expect(mixed[.sensitivity]?.n == 4)
    #expect(FoldSummary([sick])[.auroc] == nil)
    #expect(FoldSummary([sick])[.accuracy]?.sd == nil)
    #expect(FoldSummary([] as [ClassificationReport]).figures.isEmpty)
  }

  // MARK: - Proportions

  static let proportions = (try? Goldens.all.get().proportions) ?? []

  @Test(arguments: proportions) func proportionsEqualSciPy(_ golden: Goldens.Proportion) throws {
    let share = try Proportion(successes: golden.successes, trials: golden.trials)
    let wilson = try share.wilson(level: golden.level)
    let exact = try share.clopperPearson(level: golden.level)
    #expect(near([wilson.lower, wilson.upper], golden.wilson))
    #expect(near([exact.lower, exact.upper], golden.exact, 1e-11))
  }

  // MARK: - Several classes

  @Test func severalClassesAreChecked() throws {
    func make(_ rows: [[Double]], _ labels: [Int], groups: [String]? = nil) throws -> MulticlassPredictions {
      try MulticlassPredictions(probabilities: rows, labels: labels, classes: ["a", "b"], groups: groups)
    }
    #expect(throws: MetricsError.empty) { try make([], []) }
    #expect(throws: MetricsError.notProbabilities(index: 0)) { try make([[0.5, 0.6]], [0]) }
    #expect(throws: MetricsError.notProbabilities(index: 0)) { try make([[.nan, 0.6]], [0]) }
    #expect(throws: MetricsError.notProbabilities(index: 0)) { try make([[1.5, -0.5]], [0]) }
    #expect(throws: MetricsError.self) { try make([[1]], [0]) }
    #expect(throws: MetricsError.self) { try make([[0.5, 0.5]], [2]) }
    #expect(throws: MetricsError.self) { try make([[0.5, 0.5]], [0, 1]) }
    #expect(throws: MetricsError.self) { try make([[0.5, 0.5]], [0], groups: []) }
    #expect(throws: MetricsError.self) {
      try MulticlassPredictions(probabilities: [[1]], labels: [0], classes: ["a"])
    }
  }

  // MARK: - Random numbers

  @Test func theGeneratorRepeats() {
    func draws(_ seed: UInt64, _ stream: UInt64 = 0) -> [UInt64] {
      var generator = SplitMix64(seed: seed, stream: stream)
      return (0..<4).map { _ in generator.next() }
    }
    #expect(draws(1) == draws(1))
    #expect(draws(1) != draws(2))
    #expect(draws(1) != draws(1, 1))
  }
}
