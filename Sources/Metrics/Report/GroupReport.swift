/// The figures of a model by one attribute of patients or pictures, and how far they lie apart.
public struct GroupReport: Sendable, Equatable, Codable {
  /// The attribute, such as "sex".
  public let attribute: String
  /// How many cases have no value of it.
  public let unknown: Int
  /// Its values, small ones included.
  public let groups: [Subgroup]
  /// The widest gaps between groups that are judged; none where fewer than two are.
  public let gaps: [GroupGap]

  /// Measures a model by an attribute.
  ///
  /// - Parameters:
  ///   - attribute: what it is called.
  ///   - values: each case's value; nil where it is not known.
  ///   - predictions: all cases.
  ///   - negatives: which negative cases each group has; groups that share them have no gaps.
  ///   - threshold: the operating point, the same for all.
  ///   - classes: the names of the negative and the positive class.
  ///   - minimum: what a group must have to be judged.
  ///   - bootstrap: how intervals are made; nil for none.
  /// - Throws: `MetricsError` as for a report, and where `values` has another length.
  public init(
    _ attribute: String, values: [String?], of predictions: BinaryPredictions, negatives: Subgroup.Negatives = .own,
    threshold: Double, classes: [String] = ["0", "1"], minimum: Subgroup.Minimum = .standard,
    bootstrap: Bootstrap? = Bootstrap()
  ) throws(MetricsError) {
    let groups = try Subgroup.reports(
      predictions, by: values, negatives: negatives, threshold: threshold, classes: classes, minimum: minimum,
      bootstrap: bootstrap)
    self.attribute = attribute
    self.groups = groups
    unknown = values.count { $0 == nil }
    let judged = groups.filter { $0.report != nil }.map(\.name)
    guard negatives == .own, judged.count > 1 else {
      gaps = []
      return
    }
    let table = GroupTable(predictions, values: values, groups: judged, threshold: threshold)
    gaps = try table.gaps(bootstrap: bootstrap)
  }

  /// The attribute as a title.
  public var title: String { attribute.prefix(1).uppercased() + attribute.dropFirst() }
}
