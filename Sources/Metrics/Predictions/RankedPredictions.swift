import Foundation

/// Predictions in descending order of score, with what a figure needs of each case worked out once.
///
/// A bootstrap resample is a count of how often each case was drawn, so every figure of every resample is one walk along
/// the same order: nothing is sorted again. The whole set is the resample in which each count is 1.
struct RankedPredictions: Sendable {
  /// How often each case (by its place in the predictions) counts.
  typealias Counts = [Int32]

  private let order: [Int]
  private let caseCount: Int
  private let scores: [Double]
  private let isPositive: [Bool]
  /// Whether a case is the last of those that share its score.
  private let endsTie: [Bool]
  private let squaredErrors: [Double]
  private let logLosses: [Double]
  private let residuals: [Double]
  private let bins: [Int]
  let areProbabilities: Bool

  /// Ranks predictions.
  ///
  /// - Parameters:
  ///   - cases: which case of a larger set each score belongs to, where these are not all: counts are then of that set.
  ///   - caseCount: how many cases that set has.
  init(_ predictions: BinaryPredictions, cases: [Int]? = nil, of caseCount: Int? = nil) {
    let unsorted = predictions.scores
    let order = unsorted.indices.sorted {
      unsorted[$0] == unsorted[$1] ? $0 < $1 : unsorted[$0] > unsorted[$1]
    }
    let scores = order.map { unsorted[$0] }
    let isPositive = order.map { predictions.isPositive[$0] }
    let residuals = zip(scores, isPositive).map { $0 - ($1 ? 1 : 0) }
    self.order = cases.map { cases in order.map { cases[$0] } } ?? order
    self.caseCount = caseCount ?? order.count
    self.scores = scores
    self.isPositive = isPositive
    self.residuals = residuals
    endsTie = scores.indices.map { $0 + 1 == scores.count || scores[$0] != scores[$0 + 1] }
    squaredErrors = residuals.map { $0 * $0 }
    logLosses = zip(scores, isPositive).map { Probability.logLoss($1 ? $0 : 1 - $0) }
    areProbabilities = predictions.areProbabilities
    bins = predictions.areProbabilities ? scores.map { CalibrationBins.index(of: $0) } : []
  }

  /// Every case counted once.
  var once: Counts { Counts(repeating: 1, count: caseCount) }

  // MARK: - Walking down the thresholds

  /// Calls `visit` for each distinct score that was drawn, from the highest, with the cases at or above it.
  func forEachThreshold(
    _ counts: Counts, _ visit: (_ score: Double, _ truePositives: Int, _ falsePositives: Int) -> Void
  ) {
    var (truePositives, falsePositives, drawn) = (0, 0, 0)
    for place in order.indices {
      let count = Int(counts[order[place]])
      drawn += count
      if isPositive[place] { truePositives += count } else { falsePositives += count }
      guard endsTie[place], drawn > 0 else { continue }
      visit(scores[place], truePositives, falsePositives)
      drawn = 0
    }
  }

  /// How many cases have a score at or above the threshold.
  func cut(at threshold: Double) -> Int {
    var (low, high) = (0, scores.count)
    while low < high {
      let middle = (low + high) / 2
      if scores[middle] >= threshold { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The confusion matrix when the first `cut` cases are called positive.
  func confusion(cut: Int, _ counts: Counts) -> ConfusionMatrix {
    var (called, missed) = ((positive: 0, negative: 0), (positive: 0, negative: 0))
    for place in 0..<cut {
      let count = Int(counts[order[place]])
      if isPositive[place] { called.positive += count } else { called.negative += count }
    }
    for place in cut..<order.count {
      let count = Int(counts[order[place]])
      if isPositive[place] { missed.positive += count } else { missed.negative += count }
    }
    return ConfusionMatrix(
      trueNegatives: missed.negative, falsePositives: called.negative, falseNegatives: missed.positive,
      truePositives: called.positive)
  }

  // MARK: - Figures that need no threshold

  /// The figures of the scores themselves, whatever the threshold.
  func scoreFigures(_ counts: Counts) -> ScoreFigures {
    var figures = ScoreFigures()
    rank(counts, &figures)
    if areProbabilities { calibrate(counts, &figures) }
    return figures
  }

  /// AUROC by counting pairs (Mann-Whitney, ties one half) and average precision, in whole numbers as far as possible.
  private func rank(_ counts: Counts, _ figures: inout ScoreFigures) {
    var (positives, negatives, doubledPairs, precision) = (0, 0, 0, 0.0)
    forEachThreshold(counts) { _, truePositives, falsePositives in
      doubledPairs += (falsePositives - negatives) * (truePositives + positives)
      if truePositives > positives {
        precision +=
          Double(truePositives - positives) * Double(truePositives) / Double(truePositives + falsePositives)
      }
      (positives, negatives) = (truePositives, falsePositives)
    }
    guard positives > 0 else { return }
    figures.auprc = precision / Double(positives)
    if negatives > 0 { figures.auroc = Double(doubledPairs) / (2 * Double(positives) * Double(negatives)) }
  }

  /// Brier score, log-loss and ECE; a bin's share of the ECE is |Σ (probability - label)| / n.
  private func calibrate(_ counts: Counts, _ figures: inout ScoreFigures) {
    var (total, squared, log) = (0.0, 0.0, 0.0)
    var gaps = [Double](repeating: 0, count: CalibrationBins.count)
    for place in order.indices {
      let count = Double(counts[order[place]])
      total += count
      squared += count * squaredErrors[place]
      log += count * logLosses[place]
      gaps[bins[place]] += count * residuals[place]
    }
    figures.brier = squared / total
    figures.logLoss = log / total
    figures.ece = gaps.reduce(0) { $0 + $1.magnitude } / total
  }
}

/// The figures that judge scores rather than decisions.
struct ScoreFigures: Sendable {
  var auroc: Double?
  var auprc: Double?
  var brier: Double?
  var ece: Double?
  var logLoss: Double?
}
