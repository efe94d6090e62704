import Bundles
import Foundation
import Learning
import Metrics

/// What an adaptation changed as lines for people.
struct AdaptationTable {
  let lines: [String]

  /// The lines of a report.
  init(_ report: AdaptationReport) {
    let adaptation = report.adaptation
    let (base, changes) = (adaptation.base, adaptation.changes.map { $0.rawValue.replacing("_", with: " ") })
    var lines = [
      "\(report.name) version \(report.version), from version \(base.version), on \(adaptation.n) pictures of "
        + "\(report.patients) patients",
      "Changed: \(changes.joined(separator: ", "))",
      Self.row("", "before", "after"),
      Self.row("temperature", Self.text(report.temperature.before), Self.text(report.temperature.after)),
      Self.row(
        "threshold", Self.text(report.threshold.before),
        Self.text(report.threshold.after, report.threshold.interval)),
    ]
    if let figures = report.figures {
      lines += zip(figures.before.named, figures.after.named).map { before, after in
        Self.row(
          before.name, Self.text(before.value.value, before.value.interval),
          Self.text(after.value.value, after.value.interval))
      }
      lines.append(
        "After: each picture judged with what was fitted on other patients (\(figures.folds) folds). "
          + "In brackets: 95 % intervals.")
    }
    if let prevalence = report.prevalence {
      lines.append(
        "Estimated prevalence: \(Self.text(prevalence.prevalence, prevalence.interval)); in training "
          + Self.text(prevalence.training))
    }
    if let stress = report.stress {
      lines.append(
        "Mean balanced accuracy under stress (\(stress.before.summary.battery)): "
          + "\(Self.text(stress.before.summary.mean.balancedAccuracy)) before, "
          + "\(Self.text(stress.after.summary.mean.balancedAccuracy)) after")
    }
    self.lines = lines + ["Research software, not a medical device."]
  }

  private static func row(_ name: String, _ before: String, _ after: String) -> String {
    name.padding(toLength: 15, withPad: " ", startingAt: 0) + before.padding(toLength: 22, withPad: " ", startingAt: 0)
      + after
  }

  private static func text(_ value: Double?, _ interval: ConfidenceInterval? = nil) -> String {
    FigureText(value, interval).description
  }
}
