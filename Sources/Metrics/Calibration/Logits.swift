import Foundation

/// A network's raw outputs beside the true classes, checked: what a calibration is fitted on.
struct Logits: Sendable {
  /// One row for each case; a row of one logit (a sigmoid's) is kept as the pair (0, logit).
  let rows: [[Double]]
  let labels: [Int]

  init(_ logits: [[Double]], labels: [Int]) throws(MetricsError) {
    guard let first = logits.first else { throw .empty }
    guard labels.count == logits.count else {
      throw .lengthMismatch(what: "labels", expected: logits.count, found: labels.count)
    }
    let classes = max(2, first.count)
    for (index, row) in logits.enumerated() {
      guard row.count == first.count, !row.isEmpty else {
        throw .lengthMismatch(what: "logits in case \(index)", expected: first.count, found: row.count)
      }
      guard row.allSatisfy(\.isFinite) else { throw .notFinite(what: "logit", index: index) }
      guard (0..<classes).contains(labels[index]) else {
        throw .labelOutOfRange(index: index, label: labels[index], classes: classes)
      }
    }
    rows = first.count == 1 ? logits.map { [0] + $0 } : logits
    self.labels = labels
  }

  /// How much of a case's truth lies on its class and on each of the others, by true class; each row sums to 1.
  struct Targets {
    /// On the true class.
    let own: [Double]
    /// On every other class.
    let others: [Double]
  }

  /// All truth on the true class: the log-loss as it is reported.
  var exactTargets: Targets {
    let classes = rows[0].count
    return Targets(own: Array(repeating: 1, count: classes), others: Array(repeating: 0, count: classes))
  }

  /// Every case counted once.
  var once: RankedPredictions.Counts { RankedPredictions.Counts(repeating: 1, count: rows.count) }

  /// Platt's targets, with each case counted so often.
  ///
  /// Of a class of N cases (N + 1)/(N + C) lies on itself and 1/(N + C) on each of the others, the estimate of a proportion
  /// under a uniform prior (Platt 1999, section 2.2). For two classes they are (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2).
  func smoothedTargets(_ times: RankedPredictions.Counts) -> Targets {
    let classes = rows[0].count
    var counts = [Double](repeating: 0, count: classes)
    for (label, times) in zip(labels, times) { counts[label] += Double(times) }
    return Targets(
      own: counts.map { ($0 + 1) / ($0 + Double(classes)) }, others: counts.map { 1 / ($0 + Double(classes)) })
  }

  /// The mean log-loss of the softmax of `scale` times the logits, with its slope and curvature in `scale`.
  ///
  /// It is convex in the scale: its curvature is the variance of the logits under the softmax.
  ///
  /// - Parameter times: How often each case counts.
  func logLoss(
    scale: Double, _ targets: Targets, _ times: RankedPredictions.Counts
  ) -> (value: Double, slope: Double, curvature: Double) {
    var (value, slope, curvature, n) = (0.0, 0.0, 0.0, 0.0)
    for index in rows.indices where times[index] > 0 {
      let (row, label, times) = (rows[index], labels[index], Double(times[index]))
      let (own, others) = (targets.own[label], targets.others[label])
      let top = row.max() ?? 0
      var (sum, mean, square, truth) = (0.0, 0.0, 0.0, 0.0)
      for logit in row {
        let below = logit - top
        let weight = exp(scale * below)
        sum += weight
        mean += below * weight
        square += below * below * weight
        truth += others * below
      }
      mean /= sum
      truth += (own - others) * (row[label] - top)
      value += times * (log(sum) - scale * truth)
      slope += times * (mean - truth)
      curvature += times * (square / sum - mean * mean)
      n += times
    }
    return (value / n, slope / n, curvature / n)
  }
}
