import Foundation
import Metrics

/// Figures under stress as lines for people: balanced accuracy, a kind a line, a severity a column.
struct StressTable {
  let lines: [String]

  /// The lines of a report.
  init(_ report: StressReport) {
    let summary = report.summary
    let width = (summary.kinds.map { Self.name(of: $0).count }.max() ?? 0) + 2
    func row(_ name: String, _ cells: [String]) -> String {
      name.padding(toLength: width, withPad: " ", startingAt: 0)
        + cells.map { String(repeating: " ", count: max(0, 8 - $0.count)) + $0 }.joined()
    }
    var lines = [
      "As they are: \(summary.clean.n) pictures, \(Self.figures(summary.clean))",
      "Balanced accuracy at the operating point, by severity:",
      row("", report.severities.map(String.init) + ["mean", "AUROC", "ECE"]),
    ]
    for kind in summary.kinds {
      let figures = kind.figures
      let cells = report.severities.map { Self.text(report.figures(kind.kind, severity: $0)?.balancedAccuracy) }
      lines.append(
        row(
          Self.name(of: kind),
          cells + [Self.text(figures.balancedAccuracy), Self.text(figures.auroc), Self.text(figures.ece)]))
    }
    if summary.meanHeldOut != nil { lines.append("* No training picture was varied in this way.") }
    for (name, figures) in summary.means { lines.append("\(name): \(Self.figures(figures))") }
    if let worst = summary.worst { lines.append("Worst: \(worst.name), \(Self.figures(worst.figures))") }
    if let be = summary.be, let rbe = summary.rbe {
      lines.append("Errors as a share of AlexNet's: BE \(Self.text(be)), rBE \(Self.text(rbe))")
    }
    self.lines = lines + ["Research software, not a medical device."]
  }

  /// A kind's name, with a star where it was held out of training.
  private static func name(of kind: StressSummary.Kind) -> String {
    kind.seen == false ? "\(kind.name) *" : kind.name
  }

  private static func figures(_ figures: StressFigures) -> String {
    let interval =
      figures.intervals.balancedAccuracy.map { String(format: " [%.3f, %.3f]", $0.lower, $0.upper) } ?? ""
    let shares = [("refused", figures.refused), ("unlike", figures.unlike)].compactMap { name, share in
      share.map { ", \(name) " + String(format: "%.1f %%", 100 * $0) }
    }
    return "balanced accuracy \(text(figures.balancedAccuracy))\(interval), AUROC \(text(figures.auroc)), "
      + "ECE \(text(figures.ece))\(shares.joined())"
  }

  private static func text(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "–" }
}
