import Foundation
import Metrics

/// Figures by group as lines for people.
struct GroupLines {
  let lines: [String]

  /// The lines of a report.
  init(_ report: GroupReport) {
    let width = max(12, (report.groups.map(\.name.count).max() ?? 0) + 2)
    func row(_ name: String, _ cells: [String]) -> String {
      name.padding(toLength: width, withPad: " ", startingAt: 0)
        + cells.map { $0.padding(toLength: 22, withPad: " ", startingAt: 0) }.joined().replacing(/\s+$/, with: "")
    }
    let unknown = report.unknown > 0 ? " (of \(report.unknown) images it is not known)" : ""
    lines =
      [
        "By \(report.attribute)\(unknown):",
        row("", ["images, patients", "AUROC", "sensitivity", "specificity", "ECE"]),
      ]
      + report.groups.map { group in
        let figures = group.report.map { report in
          [Figure.auroc, .sensitivity, .specificity, .ece].map { FigureTable.text($0, in: report.atThreshold) }
        }
        return row(group.name, ["\(group.n), \(group.patients)"] + (figures ?? ["too few to judge"]))
      } + report.gaps.map(\.sentence)
  }
}
