/// A report on a part of the cases: an age band, a view, a sex, a kind of disease.
public struct Subgroup: Sendable, Equatable, Codable {
  /// The value of the attribute that its cases share.
  public let name: String
  /// How many patients (or ungrouped cases) it has.
  public let patients: Int
  /// The figures on its cases; small subgroups have wide intervals and undefined figures.
  public let report: ClassificationReport

  /// Which negative cases a subgroup is measured against.
  public enum Negatives: Sendable {
    /// Those of the subgroup itself: for attributes of the patient or the picture.
    case own
    /// All: for attributes that only positive cases have, such as bacterial and viral pneumonia. Without them such a
    /// subgroup would have neither specificity nor AUROC.
    case all
  }

  /// Measures each subgroup, in the order of their names.
  ///
  /// - Parameters:
  ///   - predictions: all cases.
  ///   - attribute: each case's value; nil where it is not known, which puts the case in no subgroup.
  ///   - negatives: which negative cases each subgroup has.
  ///   - threshold: the operating point, the same for all.
  ///   - classes: the names of the negative and the positive class.
  ///   - bootstrap: how intervals are made; nil for none.
  /// - Throws: `MetricsError` as for a report, and where `attribute` has another length.
  public static func reports(
    _ predictions: BinaryPredictions, by attribute: [String?], negatives: Negatives = .own, threshold: Double,
    classes: [String] = ["0", "1"], bootstrap: Bootstrap? = Bootstrap()
  ) throws(MetricsError) -> [Subgroup] {
    guard attribute.count == predictions.count else {
      throw .lengthMismatch(what: "values of the attribute", expected: predictions.count, found: attribute.count)
    }
    var subgroups: [Subgroup] = []
    for name in Set(attribute.compactMap(\.self)).sorted() {
      let part = predictions.filtered { index in
        switch negatives {
        case .own: attribute[index] == name
        case .all: attribute[index] == name || !predictions.isPositive[index]
        }
      }
      guard let part else { continue }
      let report = try ClassificationReport(part, threshold: threshold, classes: classes, bootstrap: bootstrap)
      subgroups.append(Subgroup(name: name, patients: part.clusterCount, report: report))
    }
    return subgroups
  }
}
