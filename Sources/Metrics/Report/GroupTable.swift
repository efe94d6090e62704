/// What gaps between groups are worked out from, in a form in which the bootstrap can draw cases anew.
struct GroupTable: Sendable {
  private let predictions: BinaryPredictions
  private let groups: [String]
  /// Each case's place among the groups.
  private let places: [Int?]
  private let isCalledPositive: [Bool]

  init(_ predictions: BinaryPredictions, values: [String?], groups: [String], threshold: Double) {
    self.predictions = predictions
    self.groups = groups
    let numbers = Dictionary(groups.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    places = values.map { $0.flatMap { numbers[$0] } }
    isCalledPositive = predictions.scores.map { $0 >= threshold }
  }

  /// The widest gap in each measure; one that fewer than two groups define is not there.
  func gaps(bootstrap: Bootstrap?) throws(MetricsError) -> [GroupGap] {
    let values = row(RankedPredictions.Counts(repeating: 1, count: predictions.count))
    var bootstrap = bootstrap
    if let level = bootstrap?.level {
      bootstrap?.level = 1 - (1 - level) / Double(groups.count * (groups.count - 1) / 2)
    }
    let rows = try bootstrap?.rows(of: predictions) { row($0) }
    var gaps: [GroupGap] = []
    for (number, measure) in GroupGap.Measure.allCases.enumerated() {
      let columns = groups.indices.map { number * groups.count + $0 }.filter { !values[$0].isNaN }
      guard let high = columns.max(by: { values[$0] < values[$1] }),
        let low = columns.min(by: { values[$0] < values[$1] }), columns.count > 1
      else { continue }
      // Where all are alike, the first and the last stand for them.
      let (top, bottom) = high == low ? (columns[0], columns[columns.count - 1]) : (high, low)
      var interval: ConfidenceInterval?
      if let bootstrap, let rows { interval = try self.interval(measure, top, bottom, values, rows, bootstrap) }
      gaps.append(
        GroupGap(
          measure: measure, highest: side(top, values), lowest: side(bottom, values),
          difference: values[top] - values[bottom], interval: interval))
    }
    return gaps
  }

  private func side(_ column: Int, _ values: [Double]) -> GroupGap.Side {
    GroupGap.Side(group: groups[column % groups.count], value: values[column])
  }

  /// Every group's value of the first measure, then of the next; NaN where undefined.
  private func row(_ counts: RankedPredictions.Counts) -> [Double] {
    var sums = [Sums](repeating: Sums(), count: groups.count)
    for (index, place) in places.enumerated() {
      guard let place else { continue }
      sums[place].add(
        Double(counts[index]), predictions.isPositive[index], isCalledPositive[index], predictions.scores[index])
    }
    let areProbabilities = predictions.areProbabilities
    return GroupGap.Measure.allCases.flatMap { measure in
      sums.map { sums in
        switch measure {
        case .sensitivity: sums.truePositives / sums.positives
        case .specificity: sums.trueNegatives / sums.negatives
        case .calibration:
          areProbabilities
            ? (sums.scores - sums.positives) / (sums.positives + sums.negatives) : .nan
        }
      }
    }
  }

  /// What a group's measures are made of.
  private struct Sums {
    var (positives, negatives, truePositives, trueNegatives, scores) = (0.0, 0.0, 0.0, 0.0, 0.0)

    mutating func add(_ count: Double, _ isPositive: Bool, _ isCalledPositive: Bool, _ score: Double) {
      if isPositive { positives += count } else { negatives += count }
      if isPositive, isCalledPositive { truePositives += count }
      if !isPositive, !isCalledPositive { trueNegatives += count }
      scores += count * score
    }
  }

  // MARK: - Intervals

  /// The bootstrap's percentiles of the difference; where one of the shares is exactly 0 or 1 and so never varies, the
  /// groups' own intervals put together by their squares (Newcombe, Statistics in Medicine 1998, method 10; Zou and
  /// Donner, Statistics in Medicine 2008).
  private func interval(
    _ measure: GroupGap.Measure, _ top: Int, _ bottom: Int, _ values: [Double], _ rows: [[Double]],
    _ bootstrap: Bootstrap
  ) throws(MetricsError) -> ConfidenceInterval? {
    let ends = try (exact(measure, top, values, bootstrap.level), exact(measure, bottom, values, bootstrap.level))
    guard ends.0 != nil || ends.1 != nil else {
      return bootstrap.interval(rows.map { [$0[top] - $0[bottom]] }, column: 0)
    }
    guard let high = ends.0 ?? bootstrap.interval(rows, column: top),
      let low = ends.1 ?? bootstrap.interval(rows, column: bottom)
    else { return nil }
    func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    let difference = values[top] - values[bottom]
    return ConfidenceInterval(
      lower: difference - length(values[top] - high.lower, low.upper - values[bottom]),
      upper: difference + length(high.upper - values[top], values[bottom] - low.lower))
  }

  /// The Clopper-Pearson interval of a share of exactly 0 or 1, with each patient as one trial; else nil.
  private func exact(
    _ measure: GroupGap.Measure, _ column: Int, _ values: [Double], _ level: Double
  ) throws(MetricsError) -> ConfidenceInterval? {
    let value = values[column]
    guard measure != .calibration, value == 0 || value == 1 else { return nil }
    let cases = places.indices.filter {
      places[$0] == column % groups.count && predictions.isPositive[$0] == (measure == .sensitivity)
    }
    let patients = Set(cases.map { predictions.clusters[$0] }).count
    return try Proportion(successes: value == 1 ? patients : 0, trials: patients).clopperPearson(level: level)
  }
}
