/// A curve with a band of confidence around it, on an even grid from 0 to 1: what a report draws.
///
/// The band holds point by point, not for the whole curve at once. Where more than a tenth of the resamples lack a class it
/// is all of 0 to 1: nothing is known.
public struct CurveBand: Sendable, Equatable {
  /// Where the curve was read: the false-positive rate of a ROC curve, the recall of a precision-recall curve.
  public let x: [Double]
  /// The curve: the true-positive rate, or the precision.
  public let y: [Double]
  /// The lower edge.
  public let lower: [Double]
  /// The upper edge.
  public let upper: [Double]

  /// The ROC curve with a band by vertical averaging (Fawcett, Pattern Recognition Letters 2006): at each false-positive
  /// rate, the true-positive rates of the resamples' curves.
  ///
  /// - Throws: `MetricsError.classMissing` where a class has no case.
  public static func roc(
    _ predictions: BinaryPredictions, steps: Int = 100, bootstrap: Bootstrap = Bootstrap()
  ) throws(MetricsError) -> CurveBand {
    guard predictions.positives < predictions.count else { throw .classMissing(positive: false) }
    return try CurveBand(predictions, steps, bootstrap, read: truePositiveRates)
  }

  /// The precision-recall curve with a band: at each recall, the precision at the highest threshold that reaches it.
  ///
  /// - Throws: `MetricsError.classMissing` where no case is positive.
  public static func precisionRecall(
    _ predictions: BinaryPredictions, steps: Int = 100, bootstrap: Bootstrap = Bootstrap()
  ) throws(MetricsError) -> CurveBand {
    try CurveBand(predictions, steps, bootstrap, read: precisions)
  }

  // MARK: - Private

  /// The points of a curve, from the highest threshold.
  private typealias Points = [(tp: Int, fp: Int)]

  private init(
    _ predictions: BinaryPredictions, _ steps: Int, _ bootstrap: Bootstrap,
    read: @Sendable (Points, Int) -> [Double]
  ) throws(MetricsError) {
    guard predictions.positives > 0 else { throw .classMissing(positive: true) }
    guard (1...10_000).contains(steps) else {
      throw .invalidParameter(name: "the number of steps", value: Double(steps), allowed: "1 to 10000")
    }
    let ranked = RankedPredictions(predictions)
    @Sendable func row(_ counts: RankedPredictions.Counts) -> [Double] {
      var points: Points = [(0, 0)]
      ranked.forEachThreshold(counts) { points.append(($1, $2)) }
      return read(points, steps)
    }
    let curve = row(ranked.once)
    let rows = try bootstrap.rows(of: predictions, row)
    let band = curve.indices.map { column in
      bootstrap.interval(rows, column: column) ?? ConfidenceInterval(lower: 0, upper: 1)
    }
    x = (0...steps).map { Double($0) / Double(steps) }
    y = curve
    lower = band.map(\.lower)
    upper = band.map(\.upper)
  }

  /// The true-positive rate at each false-positive rate of the grid, the highest where the curve rises straight up.
  private static func truePositiveRates(_ points: Points, _ steps: Int) -> [Double] {
    guard let end = points.last, end.tp > 0, end.fp > 0 else { return Array(repeating: .nan, count: steps + 1) }
    var next = 0
    return (0...steps).map { step in
      let target = Double(step * end.fp) / Double(steps)
      while next < points.count, Double(points[next].fp) <= target { next += 1 }
      let before = points[next - 1]
      guard next < points.count else { return 1 }
      let share = (target - Double(before.fp)) / Double(points[next].fp - before.fp)
      return (Double(before.tp) + share * Double(points[next].tp - before.tp)) / Double(end.tp)
    }
  }

  /// The precision at the first point that reaches each recall of the grid.
  private static func precisions(_ points: Points, _ steps: Int) -> [Double] {
    guard let end = points.last, end.tp > 0 else { return Array(repeating: .nan, count: steps + 1) }
    var next = 0
    return (0...steps).map { step in
      let target = Double(step * end.tp) / Double(steps)
      while points[next].tp == 0 || Double(points[next].tp) < target { next += 1 }
      return Double(points[next].tp) / Double(points[next].tp + points[next].fp)
    }
  }
}
