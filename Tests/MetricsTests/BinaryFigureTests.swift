import Metrics
import Testing

@Suite struct BinaryFigureTests {
  static let cases = (try? Goldens.all.get().binary) ?? []

  @Test func goldensAreThere() throws {
    #expect(try Goldens.all.get().binary.count == 14)
  }

  @Test(arguments: cases) func equalsScikitLearn(_ golden: Goldens.Binary) throws {
    let predictions = try BinaryPredictions(scores: golden.scores, labels: golden.labels)
    let report = try plainReport(predictions, golden.threshold)
    let expected = [
      (report.atThreshold, golden.figures, golden.confusion), (report.atHalf, golden.half, golden.confusionHalf),
    ]
    for (part, figures, confusion) in expected {
      let matrix = part.confusionMatrix
      #expect([matrix.trueNegatives, matrix.falsePositives] == confusion[0])
      #expect([matrix.falseNegatives, matrix.truePositives] == confusion[1])
      #expect(matrix == ConfusionMatrix(predictions, threshold: part.threshold))
      #expect(Set(figures.keys) == Set(Figure.allCases.map(\.rawValue)))
      for figure in Figure.allCases {
        switch (part[figure], figures[figure.rawValue] ?? nil) {
        case (let ours?, let theirs?): #expect(near(ours, theirs), "\(figure): \(ours), expected \(theirs)")
        case (nil, nil): break
        case (let ours, let theirs):
          Issue.record("\(figure): \(String(describing: ours)), expected \(String(describing: theirs))")
        }
      }
    }
  }

  @Test(arguments: cases) func curvesEqualScikitLearn(_ golden: Goldens.Binary) throws {
    let predictions = try BinaryPredictions(scores: golden.scores, labels: golden.labels)
    if let roc = golden.curves.roc, let all = golden.curves.rocAll {
      for (ours, theirs) in [
        (try ROCCurve(predictions), roc), (try ROCCurve(predictions, keepsCollinear: true), all),
      ] {
        #expect(near(ours.falsePositiveRate, theirs.x))
        #expect(near(ours.truePositiveRate, theirs.y))
        #expect(ours.thresholds.first == .infinity)
        #expect(Array(ours.thresholds.dropFirst()) == theirs.thresholds)
      }
    } else {
      #expect(throws: MetricsError.self) { try ROCCurve(predictions) }
    }
    if let pr = golden.curves.pr {
      let ours = try PrecisionRecallCurve(predictions)
      #expect(near(ours.precision, pr.y))
      #expect(near(ours.recall, pr.x))
      #expect(ours.thresholds == pr.thresholds)
    } else {
      #expect(throws: MetricsError.classMissing(positive: true)) { try PrecisionRecallCurve(predictions) }
    }
  }

  @Test func countsAScoreAtTheThresholdAsPositive() throws {
    let matrix = ConfusionMatrix(try BinaryPredictions(scores: [0.6, 0.6], labels: [0, 1]), threshold: 0.6)
    #expect(matrix == ConfusionMatrix(trueNegatives: 0, falsePositives: 1, falseNegatives: 0, truePositives: 1))
  }

  @Test func reproducesAPublishedConfusionMatrix() {
    // A published small model on the reference test set: accuracy 84.1 %, macro F1 0.81.
    let matrix = ConfusionMatrix(trueNegatives: 138, falsePositives: 96, falseNegatives: 3, truePositives: 387)
    #expect(near(matrix.accuracy ?? 0, 0.841, 0.0005))
    #expect(near(matrix.macroF1 ?? 0, 0.81, 0.005))
    #expect(near(matrix.specificity ?? 0, 0.590, 0.0005))
    #expect(near(matrix.sensitivity ?? 0, 0.992, 0.0005))
  }

  // MARK: - Properties

  @Test(arguments: [1, 2, 3] as [UInt64]) func aurocIsTheShareOfPairsRankedRightly(_ seed: UInt64) throws {
    let predictions = try synthetic(70, seed: seed).mapped { ($0 * 20).rounded() / 20 }
    #expect(near(try plainReport(predictions)[.auroc] ?? 0, predictions.aurocOfPairs))
  }

  @Test(arguments: [4, 5, 6] as [UInt64]) func ranksSurviveMonotoneMaps(_ seed: UInt64) throws {
    let predictions = try synthetic(90, seed: seed)
    let report = try plainReport(predictions)
    for map in [{ $0 * 7 - 3 }, { $0 * $0 * $0 }, { ($0 / (1 - $0)).squareRoot() }] as [(Double) -> Double] {
      let mapped = try plainReport(predictions.mapped(map))
      #expect(mapped[.auroc] == report[.auroc])
      #expect(mapped[.auprc] == report[.auprc])
    }
  }

  @Test(arguments: [7, 8, 9] as [UInt64]) func flippingLabelsGivesTheComplement(_ seed: UInt64) throws {
    let predictions = try synthetic(90, seed: seed).mapped { ($0 * 30).rounded() / 30 }
    let flipped = try BinaryPredictions(scores: predictions.scores, labels: predictions.labels.map { 1 - $0 })
    let (a, b) = (try plainReport(predictions)[.auroc] ?? 0, try plainReport(flipped)[.auroc] ?? 0)
    #expect(near(a + b, 1))
    // Flipping the scores too brings everything back, with sensitivity and specificity exchanged.
    let mirrored = try plainReport(flipped.mapped { 1 - $0 }, 0.51)
    let plain = try plainReport(predictions, 0.49)
    #expect(near(mirrored[.auroc] ?? 0, a))
    #expect(mirrored[.sensitivity] == plain[.specificity])
    #expect(mirrored[.ppv] == plain[.npv])
    #expect(near(mirrored[.mcc] ?? 0, plain[.mcc] ?? 1))
  }

  @Test func theOrderOfCasesDoesNotMatter() throws {
    let predictions = try synthetic(120, seed: 10).mapped { ($0 * 40).rounded() / 40 }
    var order = Array(predictions.scores.indices)
    var generator = SplitMix64(seed: 11)
    order.shuffle(using: &generator)
    let shuffled = try BinaryPredictions(
      scores: order.map { predictions.scores[$0] }, labels: order.map { predictions.labels[$0] })
    let (a, b) = (try plainReport(predictions), try plainReport(shuffled))
    for figure in Figure.allCases { #expect(near(a[figure] ?? -1, b[figure] ?? -2), "\(figure)") }
  }

  @Test func areaUnderTheCurveIsTheAUROC() throws {
    let predictions = try synthetic(150, seed: 12).mapped { ($0 * 50).rounded() / 50 }
    let curve = try ROCCurve(predictions)
    let (x, y) = (curve.falsePositiveRate, curve.truePositiveRate)
    var area = 0.0
    for point in 1..<x.count { area += (x[point] - x[point - 1]) * (y[point] + y[point - 1]) / 2 }
    #expect(near(area, try plainReport(predictions)[.auroc] ?? 0))
  }
}
