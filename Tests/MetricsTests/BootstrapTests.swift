import Metrics
import Testing

@Suite struct BootstrapTests {
  @Test func agreesWithAnIndependentBootstrapOfPatients() throws {
    let golden = try Goldens.all.get().bootstrap
    let predictions = try BinaryPredictions(scores: golden.scores, labels: golden.labels, groups: golden.groups)
    let report = try ClassificationReport(
      predictions, threshold: golden.threshold, bootstrap: Bootstrap(resamples: 20_000))
    for (name, expected) in golden.intervals {
      let figure = try #require(Figure(rawValue: name))
      let interval = try #require(report.interval(figure))
      // Two runs of 20,000 resamples differ by about 2 % of the interval's width.
      let tolerance = 0.06 * (expected[1] - expected[0])
      #expect((interval.lower - expected[0]).magnitude < tolerance, "\(figure)")
      #expect((interval.upper - expected[1]).magnitude < tolerance, "\(figure)")
    }
  }

  @Test func containsTheFigure() throws {
    for seed in 20..<26 as Range<UInt64> {
      let report = try ClassificationReport(synthetic(120, seed: seed, grouped: true), threshold: 0.45)
      for figure in Figure.allCases {
        let (value, interval) = (try #require(report[figure]), try #require(report.interval(figure)))
        #expect(interval.contains(value), "\(figure)")
        #expect(interval.lower < interval.upper, "\(figure)")
      }
    }
  }

  @Test func sameSeedSameIntervalsWhateverTheThreads() throws {
    let predictions = try synthetic(100, seed: 30, grouped: true)
    func report(_ bootstrap: Bootstrap) throws -> ClassificationReport {
      try ClassificationReport(predictions, threshold: 0.5, bootstrap: bootstrap)
    }
    let one = try report(Bootstrap(resamples: 300, seed: 7, threads: 1))
    for threads in [1, 2, 3, 7, 1000] {
      #expect(try report(Bootstrap(resamples: 300, seed: 7, threads: threads)) == one)
    }
    #expect(try report(Bootstrap(resamples: 300, seed: 8)) != one)
  }

  @Test func imagesOfOnePatientAreNoIndependentEvidence() throws {
    // Every image three times over, as three images of one patient: the interval must not shrink.
    let single = try synthetic(80, seed: 31)
    let indices = single.scores.indices.flatMap { [$0, $0, $0] }
    let tripled = try BinaryPredictions(
      scores: indices.map { single.scores[$0] }, labels: indices.map { single.labels[$0] },
      groups: indices.map { "p\($0)" })
    let (a, b) = (
      try ClassificationReport(single, threshold: 0.5), try ClassificationReport(tripled, threshold: 0.5)
    )
    for figure in Figure.allCases {
      let (x, y) = (try #require(a.interval(figure)), try #require(b.interval(figure)))
      #expect(near(x.lower, y.lower) && near(x.upper, y.upper), "\(figure)")
    }
    let naive = try BinaryPredictions(scores: tripled.scores, labels: tripled.labels)
    let narrow = try #require(try ClassificationReport(naive, threshold: 0.5).interval(.auroc))
    let honest = try #require(b.interval(.auroc))
    #expect(narrow.upper - narrow.lower < 0.75 * (honest.upper - honest.lower))
  }

  @Test func coversTheTruthAsOftenAsItSays() throws {
    // The true AUROC of two normals 2 × 0.8 apart is Φ(1.6 / √2).
    let truth = 0.8711
    let covered = try (0..<200).count { seed in
      let predictions = try synthetic(120, seed: 1000 + UInt64(seed), gap: 0.8)
      let report = try ClassificationReport(predictions, threshold: 0.5, bootstrap: Bootstrap(resamples: 300))
      return report.interval(.auroc)?.contains(truth) ?? false
    }
    #expect((180...200).contains(covered), "\(covered) of 200")
  }

  // MARK: - Degenerate sets

  @Test func aPerfectShareGetsAnExactInterval() throws {
    // 20 positives of 10 patients, all found: Clopper-Pearson of 10 of 10, not [1, 1] and not 20 of 20.
    let scores = (0..<40).map { $0 < 20 ? 0.9 : 0.2 - Double($0) / 1000 }
    let labels = (0..<40).map { $0 < 20 ? 1 : 0 }
    let predictions = try BinaryPredictions(scores: scores, labels: labels, groups: (0..<40).map { "p\($0 / 2)" })
    let report = try ClassificationReport(predictions, threshold: 0.5, bootstrap: Bootstrap(resamples: 100))
    let expected = try Proportion(successes: 10, trials: 10).clopperPearson()
    for figure in [.sensitivity, .recall, .specificity, .ppv, .precision, .npv] as [Figure] {
      #expect(report.interval(figure) == expected, "\(figure)")
    }
    #expect(report.interval(.accuracy) == (try Proportion(successes: 20, trials: 20).clopperPearson()))
    #expect(report.interval(.auroc) == ConfidenceInterval(lower: 1, upper: 1))
    let missed = try ClassificationReport(predictions, threshold: 0.95, bootstrap: Bootstrap(resamples: 100))
    #expect(missed.interval(.sensitivity) == (try Proportion(successes: 0, trials: 10).clopperPearson()))
  }

  @Test func resamplesWithoutAClassAreLeftOut() throws {
    var labels = [Int](repeating: 0, count: 40)
    let scores = labels.indices.map { Double($0) / 40 }
    labels[30] = 1
    // One positive: a third of the resamples have none, so there is no interval of AUROC.
    let one = try BinaryPredictions(scores: scores, labels: labels)
    #expect(try ClassificationReport(one, threshold: 0.5).interval(.auroc) == nil)
    #expect(try ClassificationReport(one, threshold: 0.5).interval(.brier) != nil)
    let stratified = Bootstrap(isStratified: true)
    #expect(try ClassificationReport(one, threshold: 0.5, bootstrap: stratified).interval(.auroc) != nil)
    labels[10] = 1
    labels[20] = 1
    labels[35] = 1
    let four = try BinaryPredictions(scores: scores, labels: labels)
    #expect(try ClassificationReport(four, threshold: 0.5).interval(.auroc) != nil)
  }

  @Test func stratifiedResamplesKeepTheMix() throws {
    // With the mix kept, the accuracy of "always positive" does not vary but for the exact ends.
    let predictions = try BinaryPredictions(scores: [0.9, 0.9, 0.9, 0.9], labels: [1, 0, 0, 1])
    let report = try ClassificationReport(predictions, threshold: 0.5, bootstrap: Bootstrap(isStratified: true))
    #expect(report.interval(.accuracy) == ConfidenceInterval(lower: 0.5, upper: 0.5))
    let plain = try ClassificationReport(predictions, threshold: 0.5)
    #expect(plain.interval(.accuracy) == ConfidenceInterval(lower: 0, upper: 1))
  }

  @Test func tinySetsDoNotTrap() throws {
    for (scores, labels) in [([0.5], [1]), ([0.5], [0]), ([0.2, 0.2], [0, 1])] as [([Double], [Int])] {
      let report = try ClassificationReport(
        BinaryPredictions(scores: scores, labels: labels), threshold: 0.5, bootstrap: Bootstrap(resamples: 1))
      #expect(report.n == scores.count)
      #expect(report.interval(.brier) != nil)
    }
  }

  @Test func twoThousandResamplesOfAThousandCasesAreQuick() throws {
    let predictions = try synthetic(1000, seed: 32, grouped: true)
    let clock = ContinuousClock()
    let seconds = try (0..<5).map { _ in
      try clock.measure { _ = try ClassificationReport(predictions, threshold: 0.4) }
    }.sorted()
    print("2,000 resamples of 1,000 cases, every figure at two thresholds: \(seconds[2])")
    #expect(seconds[2] < .seconds(1))
  }

  // MARK: - Bands and differences

  @Test func bandsHoldTheCurve() throws {
    let predictions = try synthetic(200, seed: 33, grouped: true)
    let roc = try CurveBand.roc(predictions, steps: 50, bootstrap: Bootstrap(resamples: 500))
    #expect(roc.x.count == 51 && roc.x.first == 0 && roc.x.last == 1)
    #expect(roc.y.last == 1 && roc.lower.last == 1)
    #expect(zip(roc.y, roc.y.dropFirst()).allSatisfy { $0 <= $1 })
    for place in roc.x.indices {
      #expect(roc.lower[place] <= roc.y[place] && roc.y[place] <= roc.upper[place])
    }
    let pr = try CurveBand.precisionRecall(predictions, bootstrap: Bootstrap(resamples: 500))
    #expect(pr.x.count == 101)
    let curve = try PrecisionRecallCurve(predictions)
    let reachesAll = try #require(curve.recall.lastIndex(of: 1))
    #expect(pr.y.last == curve.precision[reachesAll])
    #expect(pr.x.indices.count { pr.lower[$0] <= pr.y[$0] && pr.y[$0] <= pr.upper[$0] } >= 99)
  }

  @Test func theBandReadsTheCurve() throws {
    // Scores 0.9+ 0.8- 0.7+ 0.6-: the curve rises to 1/2, goes right to 1/2, rises to 1.
    let predictions = try BinaryPredictions(scores: [0.9, 0.8, 0.7, 0.6], labels: [1, 0, 1, 0])
    let roc = try CurveBand.roc(predictions, steps: 4, bootstrap: Bootstrap(resamples: 10))
    #expect(roc.y == [0.5, 0.5, 1, 1, 1])
    let pr = try CurveBand.precisionRecall(predictions, steps: 4, bootstrap: Bootstrap(resamples: 10))
    #expect(near(pr.y, [1, 1, 1, 2.0 / 3, 2.0 / 3]))
    // Tied scores are crossed in a straight line.
    let tied = try BinaryPredictions(scores: [0.5, 0.5], labels: [1, 0])
    #expect(try CurveBand.roc(tied, steps: 4).y == [0, 0.25, 0.5, 0.75, 1])
  }

  @Test func differencesOfAModelWithItselfAreZero() throws {
    let predictions = try synthetic(60, seed: 34)
    let same = try PairedDifferences(predictions, predictions, thresholds: (0.4, 0.4))
    #expect(same.figures.count == Figure.allCases.count)
    for difference in same.figures.values {
      #expect(difference.difference == 0)
      #expect(difference.interval == ConfidenceInterval(lower: 0, upper: 0))
    }
  }

  @Test func pairingNarrowsTheDifference() throws {
    let first = try synthetic(200, seed: 35)
    let second = try first.mapped { 0.9 * $0 + 0.05 * ((($0 * 1000).rounded()).truncatingRemainder(dividingBy: 2)) }
    let paired = try #require(try PairedDifferences(first, second, thresholds: (0.5, 0.5))[.auroc])
    let (a, b) = (
      try #require(try ClassificationReport(first, threshold: 0.5).interval(.auroc)),
      try #require(try ClassificationReport(second, threshold: 0.5).interval(.auroc))
    )
    let interval = try #require(paired.interval)
    #expect(interval.contains(paired.difference))
    #expect(near(paired.difference, paired.first - paired.second))
    #expect(interval.upper - interval.lower < 0.5 * min(a.upper - a.lower, b.upper - b.lower))
    let opposite = try #require(try PairedDifferences(second, first, thresholds: (0.5, 0.5))[.auroc]?.interval)
    #expect(near(opposite.lower, -interval.upper) && near(opposite.upper, -interval.lower))
  }

  @Test func theDifferenceOfThresholdsShows() throws {
    let predictions = try synthetic(200, seed: 36)
    let differences = try PairedDifferences(predictions, predictions, thresholds: (0.2, 0.8))
    let sensitivity = try #require(differences[.sensitivity]?.interval)
    #expect(sensitivity.lower > 0)
    #expect(try #require(differences[.specificity]?.interval).upper < 0)
    #expect(differences[.auroc]?.difference == 0)
  }
}
