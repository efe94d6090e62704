import Foundation

/// Whether a model reads the lungs: its figures with the lungs hidden, and with nothing but the lungs shown.
public struct Evidence: Sendable, Equatable, Codable {
  /// The figures on the whole pictures.
  public let whole: ClassificationReport
  /// The figures without the lungs.
  public let hidden: ClassificationReport
  /// The figures with the lungs alone.
  public let only: ClassificationReport
  /// The pictures that could be read and in which no lungs were found, which are left out of all three.
  public let withoutLungs: Int

  /// Evidence from figures on the same pictures.
  public init(
    whole: ClassificationReport, hidden: ClassificationReport, only: ClassificationReport, withoutLungs: Int
  ) {
    self.whole = whole
    self.hidden = hidden
    self.only = only
    self.withoutLungs = withoutLungs
  }

  /// The three measurements with their names.
  public var measurements: [(name: String, report: ClassificationReport)] {
    [("whole", whole), ("lungs hidden", hidden), ("lungs only", only)]
  }

  /// What the figures mean, in one sentence.
  public var meaning: String {
    guard let hidden = hidden[.auroc], let whole = whole[.auroc] else {
      return "Without both classes there is no telling where the reading comes from."
    }
    let figures = String(format: "AUROC %.3f with the lungs hidden, %.3f on whole pictures", hidden, whole)
    return switch hidden {
    case ..<0.65: "The reading comes from the lungs: \(figures)."
    case ..<0.8: "The reading comes mostly from the lungs, and in part from what lies about them: \(figures)."
    default: "The model can tell most cases without seeing the lungs at all, so that it reads other things: \(figures)."
    }
  }

  /// The figures as lines for people.
  public var lines: [String] {
    func line(_ name: String, _ report: ClassificationReport) -> String {
      func figure(_ figure: Figure) -> String {
        guard let value = report[figure] else { return "–" }
        let interval = report.interval(figure).map { String(format: " [%.3f, %.3f]", $0.lower, $0.upper) } ?? ""
        return String(format: "%.3f", value) + interval
      }
      return "  \(name.padding(toLength: 14, withPad: " ", startingAt: 0))AUROC \(figure(.auroc))"
        + "   balanced accuracy \(figure(.balancedAccuracy))"
    }
    return ["Evidence, on \(whole.n) pictures with lungs (\(withoutLungs) without are left out):"]
      + measurements.map(line) + [meaning]
  }

  private enum CodingKeys: String, CodingKey {
    case whole, meaning
    case hidden = "lungs_hidden"
    case only = "lungs_only"
    case withoutLungs = "without_lungs"
  }

  /// The three reports; the sentence follows from them.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      whole: try container.decode(ClassificationReport.self, forKey: .whole),
      hidden: try container.decode(ClassificationReport.self, forKey: .hidden),
      only: try container.decode(ClassificationReport.self, forKey: .only),
      withoutLungs: try container.decode(Int.self, forKey: .withoutLungs))
  }

  /// Writes the three reports and the sentence.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(whole, forKey: .whole)
    try container.encode(hidden, forKey: .hidden)
    try container.encode(only, forKey: .only)
    try container.encode(withoutLungs, forKey: .withoutLungs)
    try container.encode(meaning, forKey: .meaning)
  }
}
