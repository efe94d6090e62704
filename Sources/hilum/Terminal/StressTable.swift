import Foundation
import Metrics

/// Figures under stress as lines for people: balanced accuracy, a kind a line, a severity a column.
struct StressTable {
  let lines: [String]

  /// The lines of a report.
  init(_ report: StressReport) {
    let severities = Set(report.cells.map(\.severity)).sorted()
    let width = (report.kinds.map(\.name.count).max() ?? 0) + 2
    func row(_ name: String, _ cells: [String]) -> String {
      name.padding(toLength: width, withPad: " ", startingAt: 0)
        + cells.map { String(repeating: " ", count: max(0, 8 - $0.count)) + $0 }.joined()
    }
    var lines = [
      "As they are: \(report.clean.n) pictures, AUROC \(Self.text(report.clean.auroc)), balanced accuracy "
        + "\(Self.text(report.clean.balancedAccuracy)), ECE \(Self.text(report.clean.ece))",
      "Balanced accuracy at the operating point, by severity:",
      row("", severities.map(String.init) + ["mean", "AUROC", "ECE"]),
    ]
    for kind in report.kinds {
      let cells = severities.map { severity in
        Self.text(
          report.cells.first { $0.kind == kind.kind && $0.severity == severity }?.figures.balancedAccuracy)
      }
      lines.append(
        row(kind.name, cells + [Self.text(kind.balancedAccuracy), Self.text(kind.auroc), Self.text(kind.ece)]))
    }
    lines.append(
      "Mean over kinds: balanced accuracy \(Self.text(report.meanBalancedAccuracy)), AUROC "
        + "\(Self.text(report.meanAUROC)), ECE \(Self.text(report.meanECE))"
        + (report.worst.map { "; worst: \($0.name), \(Self.text($0.balancedAccuracy))" } ?? ""))
    self.lines = lines + ["Research software, not a medical device."]
  }

  private static func text(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "–" }
}
