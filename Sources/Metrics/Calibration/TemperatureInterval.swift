extension TemperatureScaling {
  /// How far the cases that a temperature was fitted on fix it: the percentile interval of the temperatures that are fitted
  /// on resamples of the patients (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993).
  ///
  /// - Parameters:
  ///   - logits: as ``init(fitting:labels:pictures:)`` has them.
  ///   - labels: the true class of each case.
  ///   - groups: the patient of each case; nil where each is one of its own.
  ///   - bootstrap: how patients are drawn.
  /// - Returns: nil for fewer than two patients, and where more than a tenth of the resamples fix no temperature.
  /// - Throws: As ``init(fitting:labels:pictures:)``; `MetricsError.lengthMismatch` for groups that are not one a case,
  ///   `.invalidParameter` for a bootstrap out of range.
  public static func interval(
    fitting logits: [[Double]], labels: [Int], groups: [String]? = nil, bootstrap: Bootstrap = Bootstrap(resamples: 200)
  ) throws(MetricsError) -> ConfidenceInterval? {
    let logits = try Logits(logits, labels: labels)
    if let groups, groups.count != labels.count {
      throw .lengthMismatch(what: "groups", expected: labels.count, found: groups.count)
    }
    let (clusters, count) = groups.map(CaseGroups.numbered) ?? (Array(labels.indices), labels.count)
    guard count > 1, let best = bestScale(logits, logits.once) else { return nil }
    let plan = ResamplingPlan(clusters: clusters, count: count, kinds: bootstrap.isStratified ? labels : nil)
    let rows = try bootstrap.rows(plan) { times in [bestScale(logits, times, from: best).map { 1 / $0 } ?? .nan] }
    return bootstrap.interval(rows, column: 0)
  }

  /// The range of each calibrated probability of one case while the temperature goes through an interval, this one included;
  /// held back to what the cases support (``supported(_:)``).
  ///
  /// With s = 1/T, dp/ds = p (z - mean of the logits under the softmax), and that mean grows with s: a probability has at
  /// most one maximum, and its least value at an end.
  ///
  /// - Parameter logits: C logits; one logit (a sigmoid's) gives the ranges of both classes.
  public func intervals(_ logits: [Double], temperatures: ConfidenceInterval) -> [ConfidenceInterval] {
    let logits = logits.count == 1 ? [0] + logits : logits
    let low = 1 / max(temperatures.upper, temperature)
    let high = 1 / min(temperatures.lower, temperature)
    let ends = (Probability.softmax(logits, scale: low), Probability.softmax(logits, scale: high))
    return logits.indices.map { index in
      var (least, most) = (min(ends.0[index], ends.1[index]), max(ends.0[index], ends.1[index]))
      if let peak = Self.peak(of: index, logits, between: low, high) {
        most = max(most, Probability.softmax(logits, scale: peak)[index])
      }
      (least, most) = (supported(least), supported(most))
      return ConfidenceInterval(lower: least, upper: most)
    }
  }

  /// The scale within a range at which a class's probability is greatest; nil where that is at an end.
  private static func peak(of index: Int, _ logits: [Double], between low: Double, _ high: Double) -> Double? {
    func slope(_ scale: Double) -> Double {
      logits[index] - zip(logits, Probability.softmax(logits, scale: scale)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    var (low, high) = (low, high)
    guard slope(low) > 0, slope(high) < 0 else { return nil }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if slope(middle) > 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
