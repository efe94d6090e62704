import Benchmarking
import Foundation

/// What was measured as a Markdown table.
struct BenchmarkTable {
  /// The machine, the model and the table, line by line.
  func lines(_ report: BenchmarkReport) -> [String] {
    ["\(report.machine); \(report.model)", "", "| | Hilum | peer | ratio |", "|---|---|---|---|"]
      + report.rows.map { row in
        let peer = row.peer.map { text($0, row.unit) } ?? "–"
        let ratio = row.ratio.map { String(format: "%.1f×", $0) } ?? "–"
        return "| \(row.name) | \(text(row.hilum, row.unit)) | \(peer) | \(ratio) |"
      }
  }

  private func text(_ measurement: BenchmarkFigure, _ unit: BenchmarkReport.Row.Unit) -> String {
    let value = String(format: measurement.value < 10 ? "%.2f" : "%.0f", measurement.value)
    return "\(value) \(unit.rawValue)" + (measurement.megabytes.map { String(format: ", %.0f MB", $0) } ?? "")
  }
}
