/// Precision (PPV) over recall (sensitivity) as the threshold rises.
///
/// Points are those of scikit-learn's `precision_recall_curve`: one at each distinct score in ascending order, then
/// (recall 0, precision 1), which has no threshold.
public struct PrecisionRecallCurve: Sendable, Equatable {
  /// Precision at each point, the last 1.
  public let precision: [Double]
  /// Recall at each point, falling from 1 to 0.
  public let recall: [Double]
  /// The threshold of each point but the last, rising: positive where `score ≥ threshold`.
  public let thresholds: [Double]

  /// The curve of predictions.
  ///
  /// - Throws: `MetricsError.classMissing` where no case is positive: recall is undefined.
  public init(_ predictions: BinaryPredictions) throws(MetricsError) {
    let positives = predictions.positives
    guard positives > 0 else { throw .classMissing(positive: true) }
    let ranked = RankedPredictions(predictions)
    var points: [(threshold: Double, tp: Int, fp: Int)] = []
    ranked.forEachThreshold(ranked.once) { points.append(($0, $1, $2)) }
    points.reverse()
    precision = points.map { Double($0.tp) / Double($0.tp + $0.fp) } + [1]
    recall = points.map { Double($0.tp) / Double(positives) } + [0]
    thresholds = points.map(\.threshold)
  }
}
