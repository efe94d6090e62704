/// The probabilities of C classes for a set of cases, beside the true class of each.
public struct MulticlassPredictions: SeveralPredictions {
  /// A row of C probabilities for each case.
  public let probabilities: [[Double]]
  /// The true class of each case.
  public let labels: [Int]
  /// The class names, in the order of the columns.
  public let classes: [String]
  /// Whom each case belongs to; see `BinaryPredictions.clusters`.
  let clusters: [Int]
  let clusterCount: Int
  let isGrouped: Bool

  /// Checks and keeps probabilities and labels.
  ///
  /// - Parameters:
  ///   - probabilities: one row for each case; each value from 0 to 1, their sum within 0.001 of 1.
  ///   - labels: the true class of each case, from 0.
  ///   - classes: the class names, at least two.
  ///   - groups: the patient of each case.
  /// - Throws: `MetricsError` for no cases, lengths that differ, rows that are no probabilities, labels out of range.
  public init(
    probabilities: [[Double]], labels: [Int], classes: [String], groups: [String]? = nil
  ) throws(MetricsError) {
    guard classes.count >= 2 else { throw .lengthMismatch(what: "class names", expected: 2, found: classes.count) }
    let groups = try CaseGroups(groups, cases: probabilities.count, labels: (labels.count, "labels"))
    try Self.check(probabilities, what: "probabilities", columns: classes.count)
    for (index, row) in probabilities.enumerated() {
      guard row.allSatisfy({ (0...1).contains($0) }), (row.reduce(0, +) - 1).magnitude <= 1e-3 else {
        throw .notProbabilities(index: index)
      }
      guard classes.indices.contains(labels[index]) else {
        throw .labelOutOfRange(index: index, label: labels[index], classes: classes.count)
      }
    }
    self.probabilities = probabilities
    self.labels = labels
    self.classes = classes
    (clusters, clusterCount, isGrouped) = (groups.clusters, groups.count, groups.isGrouped)
  }

  /// How many cases there are.
  public var count: Int { labels.count }

  /// The class names.
  public var names: [String] { classes }

  /// The predicted class of each case: the most probable, the first of equals.
  public var predicted: [Int] {
    probabilities.map { row in row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 } }
  }

  /// One class against all others: the probability of the class as the score; nil for a class that is not there.
  public func finding(_ index: Int) -> BinaryPredictions? {
    guard classes.indices.contains(index) else { return nil }
    return BinaryPredictions(
      scores: probabilities.map { $0[index] }, isPositive: labels.map { $0 == index }, clusters: clusters,
      isGrouped: isGrouped)
  }

  /// Whether these are another model's predictions on the same cases.
  public func isPaired(with other: MulticlassPredictions) -> Bool {
    classes == other.classes && labels == other.labels && clusters == other.clusters && isGrouped == other.isGrouped
  }

  /// One class against another, on the cases of these two alone: the probability of class `positive` as the score, which
  /// gives A(i|j) of Hand and Till; nil where neither has a case.
  ///
  /// `try ROCCurve(pair)` is the curve of the pair.
  public func pair(_ positive: Int, against negative: Int) -> BinaryPredictions? {
    guard classes.indices.contains(positive) else { return nil }
    let cases = self.cases(of: positive, negative)
    guard !cases.isEmpty else { return nil }
    return BinaryPredictions(
      scores: cases.map { probabilities[$0][positive] }, isPositive: cases.map { labels[$0] == positive },
      clusters: cases.map { clusters[$0] }, isGrouped: isGrouped)
  }

  /// The cases whose true class is one of two.
  func cases(of first: Int, _ second: Int) -> [Int] {
    labels.indices.filter { labels[$0] == first || labels[$0] == second }
  }
}
