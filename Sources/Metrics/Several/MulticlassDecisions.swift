/// The most probable class of each case, and what else several classes alone have.
struct MulticlassDecisions: Sendable {
  /// One class by its probability against another, and the other way round; nil where a class of it has no case.
  struct Pair: Sendable {
    let first: Int
    let second: Int
    let ranked: [RankedPredictions]
  }

  private let labels: [Int]
  private let predicted: [Int]
  private let isAmongTwo: [Bool]
  private let logLosses: [Double]
  /// The probability of the predicted class, and whether it is the true one.
  private let confidence: RankedPredictions
  private let classCount: Int
  /// Nil where there are too many classes.
  private let pairs: [Pair]?

  init(_ predictions: MulticlassPredictions) {
    labels = predictions.labels
    predicted = predictions.predicted
    classCount = predictions.classes.count
    let rows = zip(predictions.probabilities, labels)
    // Fewer than two classes stand before the true one.
    isAmongTwo = rows.map { row, label in
      row.indices.count { row[$0] > row[label] || (row[$0] == row[label] && $0 < label) } < 2
    }
    logLosses = rows.map { Probability.logLoss($0[$1]) }
    confidence = RankedPredictions(
      BinaryPredictions(
        scores: zip(predictions.probabilities, predicted).map { $0[$1] },
        isPositive: zip(labels, predicted).map { $0 == $1 }, clusters: predictions.clusters,
        isGrouped: predictions.isGrouped))
    let classes = predictions.classes.indices
    guard classes.count <= SeveralReport.pairLimit else {
      pairs = nil
      return
    }
    pairs = classes.flatMap { first in
      classes.filter { $0 > first }.map { second in
        let cases = predictions.cases(of: first, second)
        let both = [predictions.pair(first, against: second), predictions.pair(second, against: first)]
        return Pair(
          first: first, second: second,
          ranked: both.compactMap(\.self).map { RankedPredictions($0, cases: cases, of: predictions.count) })
      }
    }
  }

  /// The confusion matrix of the cases as often as each counts.
  func confusion(_ counts: RankedPredictions.Counts) -> MulticlassConfusion {
    var flat = [Int](repeating: 0, count: classCount * classCount)
    for index in labels.indices { flat[labels[index] * classCount + predicted[index]] += Int(counts[index]) }
    return MulticlassConfusion(
      (0..<classCount).map { Array(flat[$0 * classCount..<($0 + 1) * classCount]) })
  }

  /// AUROC of each pair of classes.
  func pairs(_ counts: RankedPredictions.Counts) -> [SeveralTable.PairAUROC]? {
    pairs?.map { pair in
      let values = pair.ranked.compactMap { $0.scoreFigures(counts).auroc }
      return SeveralTable.PairAUROC(
        first: pair.first, second: pair.second, auroc: values.count == 2 ? (values[0] + values[1]) / 2 : nil)
    }
  }

  /// The mean log-loss, the share of cases whose class is among the two most probable, and the calibration error.
  func caseFigures(_ counts: RankedPredictions.Counts) -> (logLoss: Double, top2: Double, ece: Double?) {
    var (total, loss, among) = (0.0, 0.0, 0.0)
    for (index, count) in counts.enumerated() {
      total += Double(count)
      loss += Double(count) * logLosses[index]
      if isAmongTwo[index] { among += Double(count) }
    }
    return (loss / total, among / total, confidence.scoreFigures(counts).ece)
  }
}
