/// The probabilities of L findings for a set of cases, beside which of them are truly present, as far as that is known.
///
/// The probabilities of a case don't add up to 1: each finding is a question of its own. A label that is unknown (nil)
/// counts in no figure.
public struct MultilabelPredictions: SeveralPredictions {
  /// A row of L probabilities for each case.
  public let probabilities: [[Double]]
  /// A row of L truths for each case; nil for one that is unknown.
  public let labels: [[Bool?]]
  /// The findings' names, in the order of the columns.
  public let names: [String]
  /// Whom each case belongs to; see `BinaryPredictions.clusters`.
  let clusters: [Int]
  let clusterCount: Int
  let isGrouped: Bool

  /// Checks and keeps probabilities and labels.
  ///
  /// - Parameters:
  ///   - probabilities: one row for each case, each value from 0 to 1.
  ///   - labels: one row for each case; nil for an unknown label.
  ///   - names: the findings' names, at least one.
  ///   - groups: the patient of each case.
  /// - Throws: `MetricsError` for no cases, lengths that differ, or values that are no probabilities.
  public init(
    probabilities: [[Double]], labels: [[Bool?]], names: [String], groups: [String]? = nil
  ) throws(MetricsError) {
    guard !names.isEmpty else { throw .lengthMismatch(what: "names of findings", expected: 1, found: 0) }
    let groups = try CaseGroups(groups, cases: probabilities.count, labels: (labels.count, "rows of labels"))
    try Self.check(probabilities, what: "probabilities", columns: names.count)
    try Self.check(labels, what: "labels", columns: names.count)
    for (index, row) in probabilities.enumerated() {
      if let column = row.firstIndex(where: { !(0...1).contains($0) }) {
        throw .notAProbability(index: index, name: names[column])
      }
    }
    self.probabilities = probabilities
    self.labels = labels
    self.names = names
    (clusters, clusterCount, isGrouped) = (groups.clusters, groups.count, groups.isGrouped)
  }

  /// How many cases there are.
  public var count: Int { probabilities.count }

  /// One finding, on the cases in which its truth is known; nil where there are none.
  public func finding(_ index: Int) -> BinaryPredictions? {
    guard names.indices.contains(index) else { return nil }
    let known = cases(knowing: index)
    guard !known.isEmpty else { return nil }
    return BinaryPredictions(
      scores: known.map { probabilities[$0][index] }, isPositive: known.map { labels[$0][index] == true },
      clusters: known.map { clusters[$0] }, isGrouped: isGrouped)
  }

  /// Whether these are another model's predictions on the same cases.
  public func isPaired(with other: MultilabelPredictions) -> Bool {
    names == other.names && labels == other.labels && clusters == other.clusters && isGrouped == other.isGrouped
  }

  /// The cases in which a finding's truth is known.
  func cases(knowing index: Int) -> [Int] {
    labels.indices.filter { labels[$0][index] != nil }
  }
}
