/// A part of the cases and its figures: an age band, a view, a sex, a kind of disease.
public struct Subgroup: Sendable, Equatable, Codable {
  /// The value of the attribute that its cases share.
  public let name: String
  /// How many cases it has.
  public let n: Int
  /// How many of them are positive.
  public let positives: Int
  /// How many patients (or ungrouped cases) it has.
  public let patients: Int
  /// The figures on its cases; nil where there are too few to judge.
  public let report: ClassificationReport?

  /// Which negative cases a subgroup is measured against.
  public enum Negatives: Sendable {
    /// Those of the subgroup itself: for attributes of the patient or the picture.
    case own
    /// All: for attributes that only positive cases have, such as bacterial and viral pneumonia. Without them such a
    /// subgroup would have neither specificity nor AUROC.
    case all
  }

  /// How many cases a subgroup must have to be judged.
  public struct Minimum: Sendable, Equatable {
    /// Cases in all.
    public var cases: Int
    /// Cases of either class.
    public var ofEachClass: Int

    /// A minimum of your own.
    public init(cases: Int, ofEachClass: Int) {
      self.cases = cases
      self.ofEachClass = ofEachClass
    }

    /// 20 cases, 5 of either class: with fewer, an interval spans most of what is possible.
    public static let standard = Minimum(cases: 20, ofEachClass: 5)

    func isMet(by predictions: BinaryPredictions) -> Bool {
      predictions.count >= cases
        && min(predictions.positives, predictions.count - predictions.positives) >= ofEachClass
    }
  }

  /// Measures each subgroup: those that begin with a number in its order, then the others by name.
  ///
  /// - Parameters:
  ///   - predictions: all cases.
  ///   - attribute: each case's value; nil where it is not known, which puts the case in no subgroup.
  ///   - negatives: which negative cases each subgroup has.
  ///   - threshold: the operating point, the same for all.
  ///   - classes: the names of the negative and the positive class.
  ///   - minimum: what a subgroup must have to be judged.
  ///   - bootstrap: how intervals are made; nil for none.
  /// - Throws: `MetricsError` as for a report, and where `attribute` has another length.
  public static func reports(
    _ predictions: BinaryPredictions, by attribute: [String?], negatives: Negatives = .own, threshold: Double,
    classes: [String] = ["0", "1"], minimum: Minimum = .standard, bootstrap: Bootstrap? = Bootstrap()
  ) throws(MetricsError) -> [Subgroup] {
    guard attribute.count == predictions.count else {
      throw .lengthMismatch(what: "values of the attribute", expected: predictions.count, found: attribute.count)
    }
    var subgroups: [Subgroup] = []
    for name in Set(attribute.compactMap(\.self)).sorted(by: inOrder) {
      let part = predictions.filtered { index in
        switch negatives {
        case .own: attribute[index] == name
        case .all: attribute[index] == name || !predictions.isPositive[index]
        }
      }
      guard let part else { continue }
      let report =
        minimum.isMet(by: part)
        ? try ClassificationReport(part, threshold: threshold, classes: classes, bootstrap: bootstrap) : nil
      subgroups.append(
        Subgroup(
          name: name, n: part.count, positives: part.positives, patients: part.clusterCount, report: report))
    }
    return subgroups
  }

  /// "5–17" comes before "18–39", and both before "unknown".
  private static func inOrder(_ left: String, _ right: String) -> Bool {
    func number(_ name: String) -> Int { Int(name.prefix(while: \.isNumber)) ?? .max }
    return (number(left), left) < (number(right), right)
  }
}
