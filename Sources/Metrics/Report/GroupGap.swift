import Foundation

/// How far two groups lie apart in one measure: the one where it is highest and the one where it is lowest.
public struct GroupGap: Sendable, Equatable, Codable {
  /// What is compared between groups.
  public enum Measure: String, Sendable, Codable, CaseIterable {
    /// The share of positive cases called positive; a gap in it breaks equality of opportunity (Hardt, Price and Srebro,
    /// NeurIPS 2016).
    case sensitivity
    /// The share of negative cases called negative; with the above, equalized odds.
    case specificity
    /// Mean probability minus the share of positive cases ("calibration in the large", Van Calster and others, J Clin
    /// Epidemiol 2016). Unlike the ECE it does not grow as a group gets smaller, so that groups can be compared in it.
    case calibration
  }

  /// A group and its value.
  public struct Side: Sendable, Equatable, Codable {
    /// The group's name.
    public let group: String
    /// Its value of the measure.
    public let value: Double
  }

  /// What is compared.
  public let measure: Measure
  /// Where it is highest.
  public let highest: Side
  /// Where it is lowest.
  public let lowest: Side
  /// Highest minus lowest.
  public let difference: Double
  /// The interval of the difference between these two groups; nil where it can't be had.
  ///
  /// Being the widest of k (k - 1) / 2 pairs was seen in the same data, so its level is Bonferroni's for as many: all pairs
  /// hold their intervals at once with the bootstrap's level.
  public let interval: ConfidenceInterval?

  /// The gap in one sentence, such as "Sensitivity: 0.950 in F, 0.910 in M: 0.040 apart (0.005 to 0.081).".
  public var sentence: String {
    func side(_ side: Side) -> String { String(format: "%.3f in ", side.value) + side.group }
    let range = interval.map {
      String(format: " (%.3f to %.3f", $0.lower, $0.upper) + ($0.contains(0) ? ", may be chance)" : ")")
    }
    return "\(measure.title): \(side(highest)), \(side(lowest)): \(String(format: "%.3f", difference)) apart"
      + "\(range ?? "")."
  }
}

extension GroupGap.Measure {
  /// The measure's name for people.
  public var title: String {
    switch self {
    case .sensitivity: "Sensitivity"
    case .specificity: "Specificity"
    case .calibration: "Calibration (mean probability − prevalence)"
    }
  }
}
