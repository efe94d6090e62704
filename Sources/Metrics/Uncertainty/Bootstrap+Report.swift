extension Bootstrap {
  /// The interval of every figure at each threshold of a table.
  func intervals(
    of predictions: BinaryPredictions, _ table: FigureTable
  ) throws(MetricsError) -> [[Figure: ConfidenceInterval]] {
    let rows = try rows(of: predictions) { table.row($0) }
    let measured = table.row(table.ranked.once)
    var intervals: [[Figure: ConfidenceInterval]] = []
    for (place, threshold) in table.thresholds.enumerated() {
      intervals.append(
        try self.intervals(rows, measured, from: place * Figure.allCases.count, of: predictions, threshold: threshold))
    }
    return intervals
  }

  /// The interval of every figure at one threshold.
  ///
  /// - Parameters:
  ///   - rows: the resamples' numbers, the figures' in a row from column `start` on.
  ///   - measured: the same numbers of the whole set.
  ///   - predictions: what the figures are of.
  func intervals(
    _ rows: [[Double]], _ measured: [Double], from start: Int, of predictions: BinaryPredictions, threshold: Double
  ) throws(MetricsError) -> [Figure: ConfidenceInterval] {
    var found: [Figure: ConfidenceInterval] = [:]
    for (column, figure) in zip(start..., Figure.allCases) {
      let interval = interval(rows, column: column, around: figure == .ece ? measured[column] : nil)
      found[figure] = try exactAtTheEnd(figure, predictions, threshold) ?? interval
    }
    return found
  }

  /// The Clopper-Pearson interval of a proportion that is exactly 0 or 1, with each patient as one trial; else nil.
  ///
  /// All cases of such a proportion agree, so those of one patient do, and counting patients is right at worst too careful.
  private func exactAtTheEnd(
    _ figure: Figure, _ predictions: BinaryPredictions, _ threshold: Double
  ) throws(MetricsError) -> ConfidenceInterval? {
    guard let outcome = figure.outcome else { return nil }
    var clusters: Set<Int> = []
    var seen: Set<Bool> = []
    for index in predictions.scores.indices {
      let isCalledPositive = predictions.scores[index] >= threshold
      guard let isRight = outcome(predictions.isPositive[index], isCalledPositive) else { continue }
      clusters.insert(predictions.clusters[index])
      seen.insert(isRight)
    }
    guard seen.count == 1 else { return nil }
    let successes = seen.contains(true) ? clusters.count : 0
    return try Proportion(successes: successes, trials: clusters.count).clopperPearson(level: level)
  }
}

extension Figure {
  /// For a share of cases: whether a case, by its truth and how it was called, counts as a success; nil where it is not in
  /// the denominator.
  fileprivate var outcome: ((_ isPositive: Bool, _ isCalledPositive: Bool) -> Bool?)? {
    switch self {
    case .accuracy: { $0 == $1 }
    case .sensitivity, .recall: { $0 ? $1 : nil }
    case .specificity: { $0 ? nil : !$1 }
    case .ppv, .precision: { $1 ? $0 : nil }
    case .npv: { $1 ? nil : !$0 }
    default: nil
    }
  }
}
