import Benchmarking
import Foundation

/// How costs grow, as a Markdown table.
struct ScaleTable {
  /// The machine, the model and the table, line by line.
  func lines(_ report: ScaleReport) -> [String] {
    let sizes = report.phases.first?.costs.map { "\($0.pictures) pictures" } ?? []
    return [
      "\(report.machine); \(report.model); \(report.originals) pictures, repeated", "",
      "| | " + (sizes + ["growth"]).joined(separator: " | ") + " |",
      "|---|" + String(repeating: "---|", count: sizes.count + 1),
    ]
      + report.phases.map { phase in
        let growth = phase.growth.map { String(format: "%.2f", $0) } ?? "–"
        return "| " + ([phase.name] + phase.costs.map(text) + [growth]).joined(separator: " | ") + " |"
      }
  }

  /// What a phase took.
  func text(_ cost: ScaleReport.Cost) -> String {
    String(
      format: "%.1f s, %.2f ms of processor time a picture, %.0f MB", cost.milliseconds / 1000,
      cost.processorMillisecondsPerPicture, cost.megabytes)
  }
}
