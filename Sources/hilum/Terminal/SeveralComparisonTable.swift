import Foundation
import Learning
import Metrics

/// Runs of several classes or findings against each other as lines for people.
struct SeveralComparisonTable {
  private let comparison: SeveralRunComparison

  init(_ comparison: SeveralRunComparison) { self.comparison = comparison }

  /// The figures of each run, then the differences of each from the first: over all, and of each class or finding.
  var lines: [String] {
    var lines = ["\(comparison.n) test images of \(comparison.patients) patients"]
    for model in comparison.models {
      lines += ["", model.name] + SeveralTable(model.report).lines.map { $0.isEmpty ? "" : "  " + $0 }
    }
    for (place, contrast) in comparison.comparison.contrasts.enumerated() {
      lines += ["", "\(contrast.name) − \(contrast.reference)"]
      lines += SeveralFigure.allCases.compactMap { figure in
        contrast.differences[figure].map { Self.line(figure.rawValue, $0.difference, $0.interval) }
      }
      lines += ["  AUROC of each, by DeLong, p-values corrected for all of them:"]
      lines += comparison.comparison.findings.map { finding in
        guard let one = finding.comparison?.contrasts[place], let auroc = one.difference(.auroc) else {
          return "    \(finding.name): can't be compared"
        }
        let p = finding.corrected[place].map { ", p = " + String(format: "%.3g", $0) } ?? ""
        return "  " + Self.line(finding.name, auroc.value, auroc.interval) + p
      }
    }
    return lines + ["", "In brackets: 95 % intervals. Research software, not a medical device."]
  }

  private static func line(_ title: String, _ difference: Double, _ interval: ConfidenceInterval?) -> String {
    let name = title.padding(toLength: max(20, title.count + 1), withPad: " ", startingAt: 0)
    let value = String(format: "%+.3f", difference)
    let bounds = interval.map { String(format: " (%+.3f to %+.3f)", $0.lower, $0.upper) } ?? ""
    return "  " + name + value + bounds
  }
}
