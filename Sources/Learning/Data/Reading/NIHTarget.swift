/// What is told apart in NIH ChestX-ray14, where an image may have several of fourteen findings or none.
public enum NIHTarget: Sendable, Hashable {
  /// `Normal` (no finding) from `Abnormal` (any finding).
  case abnormal
  /// One finding from its absence, whatever else is found: `Pneumonia` from `No Pneumonia`.
  case finding(NIHFinding)

  /// `abnormal`, or the name of a finding in snake case.
  public init?(name: String) {
    if name == "abnormal" {
      self = .abnormal
    } else if let finding = NIHFinding.allCases.first(where: { $0.rawValue.lowercased() == name }) {
      self = .finding(finding)
    } else {
      return nil
    }
  }

  /// The name that ``init(name:)`` takes.
  public var name: String {
    switch self {
    case .abnormal: "abnormal"
    case .finding(let finding): finding.rawValue.lowercased()
    }
  }

  /// Every name.
  public static let names = ["abnormal"] + NIHFinding.allCases.map { $0.rawValue.lowercased() }

  /// Names of the negative and the positive class.
  public var classes: [String] {
    switch self {
    case .abnormal: ["Normal", "Abnormal"]
    case .finding(let finding): ["No \(finding.rawValue)", finding.rawValue]
    }
  }

  /// Whether an image with these findings is positive.
  func isPositive(_ findings: Set<NIHFinding>) -> Bool {
    switch self {
    case .abnormal: !findings.isEmpty
    case .finding(let finding): findings.contains(finding)
    }
  }
}

/// The fourteen findings of NIH ChestX-ray14, as its table writes them.
public enum NIHFinding: String, Sendable, Hashable, CaseIterable {
  case atelectasis = "Atelectasis"
  case cardiomegaly = "Cardiomegaly"
  case effusion = "Effusion"
  case infiltration = "Infiltration"
  case mass = "Mass"
  case nodule = "Nodule"
  case pneumonia = "Pneumonia"
  case pneumothorax = "Pneumothorax"
  case consolidation = "Consolidation"
  case edema = "Edema"
  case emphysema = "Emphysema"
  case fibrosis = "Fibrosis"
  case pleuralThickening = "Pleural_Thickening"
  case hernia = "Hernia"

  /// How the table writes that there is none.
  static let none = "No Finding"
}
