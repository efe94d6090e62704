import Bundles
import Foundation
import Learning
import Metrics

/// What a person wants to know first of a trained model: its figures at the operating point, and beside them at 0.5.
struct RunSummary {
  private let metadata: ModelMetadata

  init(_ metadata: ModelMetadata) { self.metadata = metadata }

  /// A table, line by line.
  var lines: [String] {
    var lines: [String] = []
    for (name, report) in [("Validation", metadata.metrics.validation), ("Test", metadata.metrics.test)] {
      guard let report else { continue }
      switch report {
      case .binary(let report):
        lines.append("\(name): \(report.n) images, AUROC \(figure(.auroc, report)), F1 \(figure(.f1, report))")
        lines += FigureTable(report).lines.map { "  " + $0 }
      case .several(let report):
        lines.append("\(name): \(report.n) images")
        lines += SeveralTable(report).lines.map { $0.isEmpty ? "" : "  " + $0 }
      }
    }
    if metadata.task == .multilabel {
      return lines + [
        "Every finding has a threshold and a temperature of its own.", "Research software, not a medical device.",
      ]
    }
    let point = metadata.operatingPoint
    lines.append(
      "The threshold \(String(format: "%.3f", point.threshold)) was chosen on \(point.chosenOn) data (\(point.criterion)); "
        + "temperature \(String(format: "%.3f", metadata.calibration.temperature)).")
    lines.append("Research software, not a medical device.")
    return lines
  }

  /// How long a training took, and how large its model is.
  static func cost(of result: RunResult) -> String {
    let duration = Duration.seconds(Int64(result.seconds.rounded())).formatted(.time(pattern: .hourMinuteSecond))
    func megabytes(_ bytes: Int) -> String { String(format: "%.1f MB", Double(bytes) / 1e6) }
    let weights = megabytes(result.bundle.byteCount(of: BundleFile.weights.rawValue))
    return
      "Took \(duration). The model's weights have \(weights), the whole bundle \(megabytes(result.bundle.byteCount))."
  }

  private func figure(_ figure: Figure, _ report: ClassificationReport) -> String {
    FigureTable.text(figure, in: report.atThreshold)
  }
}

/// Figures at the operating point beside those at 0.5, with intervals.
struct FigureTable {
  private let report: ClassificationReport

  init(_ report: ClassificationReport) { self.report = report }

  private static let rows: [(title: String, figure: Figure)] = [
    ("sensitivity", .sensitivity), ("specificity", .specificity), ("PPV", .ppv), ("NPV", .npv),
    ("accuracy", .accuracy), ("balanced acc.", .balancedAccuracy), ("F1", .f1), ("macro F1", .macroF1),
    ("weighted F1", .weightedF1),
  ]

  /// The table, line by line.
  var lines: [String] {
    let titles = [String(format: "at %.3f", report.threshold), "at 0.5"]
    let columns = [report.atThreshold, report.atHalf]
    return [Self.line("", titles)]
      + Self.rows.map { row in Self.line(row.title, columns.map { Self.text(row.figure, in: $0) }) }
      + [Self.line("confusion", columns.map { Self.text($0.confusionMatrix) })]
  }

  /// A figure with its interval.
  static func text(_ figure: Figure, in report: ThresholdReport) -> String {
    FigureText(report[figure], report.confidenceIntervals[figure]).description
  }

  /// [[TN, FP], [FN, TP]].
  private static func text(_ matrix: ConfusionMatrix) -> String {
    "[[\(matrix.trueNegatives), \(matrix.falsePositives)], [\(matrix.falseNegatives), \(matrix.truePositives)]]"
  }

  private static func line(_ title: String, _ cells: [String]) -> String {
    ([title.padding(toLength: 14, withPad: " ", startingAt: 0)]
      + cells.map { $0.padding(toLength: 22, withPad: " ", startingAt: 0) }).joined()
      .trimmingCharacters(in: .newlines).replacing(/\s+$/, with: "")
  }
}
