/// AUROC with its variance, and the comparison of two models' AUROC on the same cases, without resampling.
///
/// DeLong, DeLong and Clarke-Pearson, Biometrics 1988, computed from midranks in O(n log n) as Sun and Xu showed (IEEE
/// Signal Processing Letters 2014). Where groups are given the components are summed by patient, which is Obuchowski's
/// extension to clustered data (Biometrics 1997) and equals DeLong's where every patient has one case.
public enum DeLong {
  /// AUROC and its variance.
  ///
  /// - Throws: `MetricsError.classMissing` where one of the classes has no case.
  public static func estimate(_ predictions: BinaryPredictions) throws(MetricsError) -> AUROCEstimate {
    let components = try StructuralComponents(predictions)
    return AUROCEstimate(auroc: components.auroc, variance: components.covariance(components))
  }

  /// Compares two models on the same cases, `first` minus `second`.
  ///
  /// - Throws: `MetricsError.notPaired` where labels or groups differ, `.classMissing` where a class has no case.
  public static func compare(
    _ first: BinaryPredictions, _ second: BinaryPredictions
  ) throws(MetricsError) -> AUROCComparison {
    guard first.isPaired(with: second) else { throw .notPaired }
    let (one, two) = (try StructuralComponents(first), try StructuralComponents(second))
    let estimates = (
      AUROCEstimate(auroc: one.auroc, variance: one.covariance(one)),
      AUROCEstimate(auroc: two.auroc, variance: two.covariance(two))
    )
    var variance: Double?
    if let a = estimates.0.variance, let b = estimates.1.variance, let both = one.covariance(two) {
      variance = max(0, a + b - 2 * both)
    }
    return AUROCComparison(first: estimates.0, second: estimates.1, variance: variance)
  }
}

/// The share of the other class that each case is ranked rightly against, ties counting one half.
private struct StructuralComponents {
  let auroc: Double
  private let positives: Int
  private let negatives: Int
  /// By cluster: the sum over its positive (negative) cases of component minus AUROC.
  private let positiveSums: [Double]
  private let negativeSums: [Double]
  /// How many clusters have a positive (negative) case.
  private let positiveClusters: Int
  private let negativeClusters: Int

  init(_ predictions: BinaryPredictions) throws(MetricsError) {
    let cases = predictions.scores.indices
    let positive = cases.filter { predictions.isPositive[$0] }
    let negative = cases.filter { !predictions.isPositive[$0] }
    guard !positive.isEmpty else { throw .classMissing(positive: true) }
    guard !negative.isEmpty else { throw .classMissing(positive: false) }
    let pooled = Self.midranks(predictions.scores)
    let amongPositives = Self.midranks(positive.map { predictions.scores[$0] })
    let amongNegatives = Self.midranks(negative.map { predictions.scores[$0] })
    let (m, n) = (Double(positive.count), Double(negative.count))
    let ofPositives = zip(positive, amongPositives).map { (pooled[$0] - $1) / n }
    let ofNegatives = zip(negative, amongNegatives).map { 1 - (pooled[$0] - $1) / m }
    // Midranks are halves of whole numbers, so this sum is exact.
    let auroc = zip(positive, amongPositives).reduce(0) { $0 + (pooled[$1.0] - $1.1) } / (m * n)

    func sums(_ cases: [Int], _ components: [Double]) -> [Double] {
      var sums = [Double](repeating: 0, count: predictions.clusterCount)
      for (index, component) in zip(cases, components) { sums[predictions.clusters[index]] += component - auroc }
      return sums
    }
    self.auroc = auroc
    positives = positive.count
    negatives = negative.count
    positiveSums = sums(positive, ofPositives)
    negativeSums = sums(negative, ofNegatives)
    positiveClusters = Set(positive.map { predictions.clusters[$0] }).count
    negativeClusters = Set(negative.map { predictions.clusters[$0] }).count
  }

  /// The covariance of two models' AUROC on the same cases (the variance, with itself); nil where a class has fewer than
  /// two patients.
  func covariance(_ other: StructuralComponents) -> Double? {
    guard positiveClusters > 1, negativeClusters > 1 else { return nil }
    let (m, n) = (Double(positives), Double(negatives))
    let (i10, i01, i) = (Double(positiveClusters), Double(negativeClusters), Double(positiveSums.count))
    let s10 = Self.product(positiveSums, other.positiveSums) * i10 / ((i10 - 1) * m)
    let s01 = Self.product(negativeSums, other.negativeSums) * i01 / ((i01 - 1) * n)
    let crossed = Self.product(positiveSums, other.negativeSums) + Self.product(negativeSums, other.positiveSums)
    return s10 / m + s01 / n + crossed * i / ((i - 1) * m * n)
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The rank of each value from 1, equal values sharing the mean of theirs.
  private static func midranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }
}
