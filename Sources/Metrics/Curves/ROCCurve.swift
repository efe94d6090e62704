/// The receiver operating characteristic: the true-positive rate (sensitivity) over the false-positive rate
/// (1 - specificity) as the threshold falls.
///
/// Points are those of scikit-learn's `roc_curve`: the first is (0, 0) at the threshold infinity, the others stand at the
/// distinct scores in descending order, those on a straight line between their neighbours left out.
public struct ROCCurve: Sendable, Equatable {
  /// 1 - specificity at each point, rising from 0 to 1.
  public let falsePositiveRate: [Double]
  /// Sensitivity at each point, rising from 0 to 1.
  public let truePositiveRate: [Double]
  /// The threshold of each point, falling from infinity: positive where `score ≥ threshold`.
  public let thresholds: [Double]

  /// The curve of predictions.
  ///
  /// - Parameter keepsCollinear: whether points on a straight line are kept (`drop_intermediate=False`).
  /// - Throws: `MetricsError.classMissing` where a class has no case: one of the rates is undefined.
  public init(_ predictions: BinaryPredictions, keepsCollinear: Bool = false) throws(MetricsError) {
    let positives = predictions.positives
    guard positives > 0 else { throw .classMissing(positive: true) }
    guard positives < predictions.count else { throw .classMissing(positive: false) }
    let ranked = RankedPredictions(predictions)
    var points: [(threshold: Double, tp: Int, fp: Int)] = []
    ranked.forEachThreshold(ranked.once) { points.append(($0, $1, $2)) }
    if !keepsCollinear {
      points = points.indices.filter { place in
        guard place > 0, place + 1 < points.count else { return true }
        let (before, here, after) = (points[place - 1], points[place], points[place + 1])
        return after.fp - here.fp != here.fp - before.fp || after.tp - here.tp != here.tp - before.tp
      }.map { points[$0] }
    }
    let negatives = predictions.count - positives
    falsePositiveRate = [0] + points.map { Double($0.fp) / Double(negatives) }
    truePositiveRate = [0] + points.map { Double($0.tp) / Double(positives) }
    thresholds = [.infinity] + points.map(\.threshold)
  }
}
