import Foundation
import Metrics

/// Several models' figures on the same cases as lines for people.
struct ComparisonTable {
  private static let rows: [(title: String, figure: Figure)] = [
    ("AUROC", .auroc), ("AUPRC", .auprc), ("balanced acc.", .balancedAccuracy), ("accuracy", .accuracy),
    ("sensitivity", .sensitivity), ("specificity", .specificity), ("PPV", .ppv), ("NPV", .npv), ("F1", .f1),
    ("macro F1", .macroF1), ("Brier score", .brier), ("ECE", .ece),
  ]

  private let comparison: ModelComparison

  init(_ comparison: ModelComparison) { self.comparison = comparison }

  /// The figures of each model, then the differences of each from the first.
  var lines: [String] {
    let patients = comparison.patients.map { " of \($0) patients" } ?? ""
    var lines = ["\(comparison.n) test images\(patients), \(comparison.positives) \(comparison.classes.last ?? "")"]
    for model in comparison.models {
      lines += ["", "\(model.name), at \(String(format: "%.3f", model.report.threshold))"]
      lines += Self.rows.map { Self.line($0.title, FigureTable.text($0.figure, in: model.report.atThreshold)) }
    }
    for contrast in comparison.contrasts {
      lines += ["", "\(contrast.name) − \(contrast.reference)"]
      lines += Self.rows.compactMap { row in
        contrast.difference(row.figure).map { difference in
          let p = row.figure == .auroc ? contrast.auroc.pValue.map { ", p = " + String(format: "%.3g", $0) } ?? "" : ""
          return Self.line(row.title, Self.text(difference.value, difference.interval) + p)
        }
      }
    }
    return lines + ["", "In brackets: 95 % intervals. Research software, not a medical device."]
  }

  private static func line(_ title: String, _ text: String) -> String {
    "  " + title.padding(toLength: 14, withPad: " ", startingAt: 0) + text
  }

  private static func text(_ difference: Double, _ interval: ConfidenceInterval?) -> String {
    let value = String(format: "%+.3f", difference)
    guard let interval else { return value }
    return value + String(format: " (%+.3f to %+.3f)", interval.lower, interval.upper)
  }
}
