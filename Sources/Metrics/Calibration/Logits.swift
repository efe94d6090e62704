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

  /// Platt's targets.
  ///
  /// Of a class of N cases (N + 1)/(N + C) lies on itself and 1/(N + C) on each of the others, the estimate of a proportion
  /// under a uniform prior (Platt 1999, section 2.2). For two classes they are (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2).
  var smoothedTargets: Targets {
    let classes = rows[0].count
    var counts = [Double](repeating: 0, count: classes)
    for label in labels { counts[label] += 1 }
    return Targets(
      own: counts.map { ($0 + 1) / ($0 + Double(classes)) }, others: counts.map { 1 / ($0 + Double(classes)) })
  }

  /// The mean log-loss of the softmax of `scale` times the logits, with its slope and curvature in `scale`.
  ///
  /// It is convex in the scale: its curvature is the variance of the logits under the softmax.
  func logLoss(scale: Double, _ targets: Targets) -> (value: Double, slope: Double, curvature: Double) {
    var (value, slope, curvature) = (0.0, 0.0, 0.0)
    for (row, label) in zip(rows, labels) {
      let top = row.max() ?? 0
      let weights = row.map { exp(scale * ($0 - top)) }
      let sum = weights.reduce(0, +)
      let mean = zip(row, weights).reduce(0) { $0 + ($1.0 - top) * $1.1 } / sum
      let square = zip(row, weights).reduce(0) { $0 + ($1.0 - top) * ($1.0 - top) * $1.1 } / sum
      let (own, others) = (targets.own[label], targets.others[label])
      let truth = row.reduce(0) { $0 + others * ($1 - top) } + (own - others) * (row[label] - top)
      value += log(sum) - scale * truth
      slope += mean - truth
      curvature += square - mean * mean
    }
    let n = Double(rows.count)
    return (value / n, slope / n, curvature / n)
  }
}
