/// A precision–recall curve for TensorBoard's `pr_curves` plug-in: six rows over evenly spaced thresholds.
package struct PrecisionRecallSummary {
  /// True positives, false positives, true negatives, false negatives, precision and recall at each threshold.
  let rows: [[Float]]

  /// Counts the decisions at `thresholds` values from 0 to 1; `score ≥ threshold` is positive, as everywhere.
  package init(scores: [Double], isPositive: [Bool], thresholds: Int) {
    // Cases fall into the bin below their score; summed from above, bins give the cases at or over a threshold.
    var positives = [Float](repeating: 0, count: thresholds)
    var negatives = positives
    let last = Double(thresholds - 1)
    for (score, isPositive) in zip(scores, isPositive) where score.isFinite {
      let bin = Int((min(max(score, 0), 1) * last).rounded(.down))
      if isPositive { positives[bin] += 1 } else { negatives[bin] += 1 }
    }
    let truePositives = PrecisionRecallSummary.sumsFromAbove(positives)
    let falsePositives = PrecisionRecallSummary.sumsFromAbove(negatives)
    let trueNegatives = falsePositives.map { falsePositives[0] - $0 }
    let falseNegatives = truePositives.map { truePositives[0] - $0 }
    rows = [
      truePositives, falsePositives, trueNegatives, falseNegatives,
      zip(truePositives, falsePositives).map { $0 / max(1, $0 + $1) },
      truePositives.map { $0 / max(1, truePositives[0]) },
    ]
  }

  func write(to value: inout ProtobufWriter) {
    let thresholds = rows[0].count
    value.message(8) { tensor in
      tensor.integer(1, 1)  // DT_FLOAT
      tensor.message(2) { shape in
        for size in [rows.count, thresholds] { shape.message(2) { $0.integer(1, size) } }
      }
      let numbers = rows.joined().flatMap { number in
        withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
      }
      tensor.data(5, numbers)
    }
    let content = ProtobufWriter.message { $0.integer(2, thresholds) }
    Summary.metadata(plugin: "pr_curves", content: content, to: &value)
  }

  private static func sumsFromAbove(_ counts: [Float]) -> [Float] {
    var sum: Float = 0
    return counts.reversed().map { count in
      sum += count
      return sum
    }.reversed()
  }
}
