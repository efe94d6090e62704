import Foundation
import Metrics

/// The figures of several classes or findings as lines for people: over all of them, then each by itself with intervals.
struct SeveralTable {
  private static let overall: [(title: String, figure: SeveralFigure)] = [
    ("macro AUROC", .macroAUROC), ("micro AUROC", .microAUROC), ("macro AUPRC", .macroAUPRC), ("macro F1", .macroF1),
    ("weighted F1", .weightedF1),
    ("accuracy", .accuracy), ("balanced acc.", .balancedAccuracy), ("top-2 accuracy", .top2Accuracy),
    ("MCC", .mcc), ("kappa", .kappa), ("Hamming loss", .hammingLoss), ("log-loss", .logLoss), ("ECE", .ece),
  ]
  private static let columns: [(title: String, figure: Figure)] = [
    ("AUROC", .auroc), ("AUPRC", .auprc), ("sensitivity", .sensitivity), ("specificity", .specificity),
  ]
  /// How wide the cells after the name are; the last ones need no more than their text.
  private static let widths = [27, 11]
  private static let figureWidth = 22
  private let report: SeveralReport

  init(_ report: SeveralReport) { self.report = report }

  /// The lines; what can't be computed is a dash, or left out.
  var lines: [String] {
    let isMultilabel = report.task == .multilabel
    let overall = Self.overall.compactMap { row in
      report[row.figure].map { value in
        // All findings of a picture right at once is another thing than one class right.
        let title = row.figure == .accuracy && isMultilabel ? "all right" : row.title
        return "\(Self.pad(title, 16))\(FigureText(value, report.interval(row.figure)))"
      }
    }
    let width = max(14, (report.classes.map(\.count).max() ?? 0) + 8)
    let head = Self.line(
      Self.pad("", width),
      ["cases, positive" + (isMultilabel ? ", unknown" : ""), "threshold"] + Self.columns.map(\.title))
    let classes = report.perClass.map { finding in
      Self.line(
        Self.pad(finding.name, width),
        [
          "\(finding.n), \(finding.positives)" + (isMultilabel ? ", \(finding.unknown)" : ""),
          String(format: "%.3f", finding.atThreshold.threshold),
        ] + Self.columns.map { FigureTable.text($0.figure, in: finding.atThreshold) })
    }
    return overall + ["", head] + classes + confusion(width)
  }

  /// The confusion matrix, a row for each true class.
  private func confusion(_ width: Int) -> [String] {
    guard let counts = report.confusionMatrix, counts.count <= 20 else { return [] }
    let heads = zip(["called"] + report.classes, [width] + report.classes.map { max(8, $0.count + 2) })
    let columns = heads.map { Self.pad($0, $1) }
    let rows = zip(report.classes, counts).map { name, row in
      Self.trimmed(
        Self.pad("truly " + name, columns[0].count)
          + zip(row, columns.dropFirst()).map { Self.pad("\($0)", $1.count) }.joined())
    }
    return ["", Self.trimmed(columns.joined())] + rows
  }

  private static func line(_ name: String, _ cells: [String]) -> String {
    let widths = widths + Array(repeating: figureWidth, count: max(0, cells.count - widths.count))
    return trimmed(name + zip(cells, widths).map { pad($0, $1) }.joined())
  }

  private static func trimmed(_ line: String) -> String { line.replacing(/\s+$/, with: "") }

  private static func pad(_ text: String, _ width: Int) -> String {
    text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
  }
}
