/// Whether every finding of a case is decided rightly.
struct MultilabelDecisions: Sendable {
  /// For each case; nil where a label is unknown.
  private let isRight: [Bool?]

  init(_ predictions: MultilabelPredictions, thresholds: [Double]) {
    isRight = zip(predictions.probabilities, predictions.labels).map { row, truths in
      guard truths.allSatisfy({ $0 != nil }) else { return nil }
      return row.indices.allSatisfy { (row[$0] >= thresholds[$0]) == truths[$0] }
    }
  }

  /// The cases all of whose labels are known.
  var knownCases: [Int] { isRight.indices.filter { isRight[$0] != nil } }

  /// The share of fully known cases that have every finding right; nil without such a case.
  func subsetAccuracy(_ counts: RankedPredictions.Counts) -> Double? {
    var (right, known) = (0, 0)
    for (index, isRight) in isRight.enumerated() {
      guard let isRight else { continue }
      known += Int(counts[index])
      if isRight { right += Int(counts[index]) }
    }
    return known > 0 ? Double(right) / Double(known) : nil
  }
}
