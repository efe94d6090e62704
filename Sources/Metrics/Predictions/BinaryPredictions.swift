/// What a model said of a set of cases, beside what is true of them: the input of every binary figure.
///
/// A case is one image; its score grows with the belief that it is positive (class 1, PNEUMONIA). Scores are usually
/// calibrated probabilities; any finite number is allowed, but then the figures that need probabilities (Brier score,
/// ECE, log-loss) are undefined.
public struct BinaryPredictions: Sendable, Equatable {
  /// The score of the positive class, one for every case.
  public let scores: [Double]
  /// Whether a case is truly positive.
  public let isPositive: [Bool]
  /// Whom a case belongs to, from 0 to `clusterCount - 1`: the patient where groups were given, else the case itself.
  public let clusters: [Int]
  /// How many independent units there are: patients where groups were given, else cases.
  public let clusterCount: Int
  /// Whether groups were given.
  public let isGrouped: Bool

  /// Checks and keeps scores, labels and, where known, groups.
  ///
  /// - Parameters:
  ///   - scores: of the positive class, finite.
  ///   - labels: 1 for a positive case, 0 for a negative one.
  ///   - groups: the patient of each case; several images of one patient are no independent evidence, so intervals are
  ///     made by patient.
  /// - Throws: `MetricsError` for no cases, lengths that differ, a score that is not finite or a label that is not 0 or 1.
  public init(scores: [Double], labels: [Int], groups: [String]? = nil) throws(MetricsError) {
    let groups = try CaseGroups(groups, cases: scores.count, labels: (labels.count, "labels"))
    if let index = scores.firstIndex(where: { !$0.isFinite }) { throw .notFinite(what: "score", index: index) }
    if let index = labels.firstIndex(where: { $0 != 0 && $0 != 1 }) {
      throw .labelOutOfRange(index: index, label: labels[index], classes: 2)
    }
    self.scores = scores
    isPositive = labels.map { $0 == 1 }
    (clusters, clusterCount, isGrouped) = (groups.clusters, groups.count, groups.isGrouped)
  }

  /// How many cases there are.
  public var count: Int { scores.count }

  /// How many cases are truly positive.
  public var positives: Int { isPositive.count { $0 } }

  /// Whether every score can be read as a probability.
  public var areProbabilities: Bool { scores.allSatisfy { (0...1).contains($0) } }

  /// Whether these are another model's predictions on the same cases: the same labels and groups in the same order.
  public func isPaired(with other: BinaryPredictions) -> Bool {
    isPositive == other.isPositive && clusters == other.clusters && isGrouped == other.isGrouped
  }

  /// The cases for which `isIncluded` holds, in their order; nil where there are none.
  public func filtered(_ isIncluded: (Int) -> Bool) -> BinaryPredictions? {
    let kept = scores.indices.filter(isIncluded)
    return kept.isEmpty ? nil : BinaryPredictions(self, cases: kept)
  }

  // MARK: - Parts of other predictions

  /// Checked scores and truths of some cases of a larger set.
  ///
  /// - Parameter clusters: Whom each of these cases belongs to, by any number.
  init(scores: [Double], isPositive: [Bool], clusters: [Int], isGrouped: Bool) {
    self.scores = scores
    self.isPositive = isPositive
    self.isGrouped = isGrouped
    (self.clusters, clusterCount) = CaseGroups.numbered(clusters)
  }

  private init(_ whole: BinaryPredictions, cases: [Int]) {
    self.init(
      scores: cases.map { whole.scores[$0] }, isPositive: cases.map { whole.isPositive[$0] },
      clusters: cases.map { whole.clusters[$0] }, isGrouped: whole.isGrouped)
  }
}
