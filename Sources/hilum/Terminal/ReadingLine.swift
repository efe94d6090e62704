import Foundation
import Inference
import Metrics

/// A reading as a line for people.
struct ReadingLine {
  private let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  /// File, class with its probability, decision at the threshold, model, heat-map; below, a bar for each of several findings,
  /// and the report or else the notes.
  var text: String {
    let decision = reading.decision
    var parts = [
      reading.file ?? "", "\(reading.prediction) \(Probability.text(reading.confidence))",
      "\(decision.positive ? "positive" : "negative") at threshold \(String(format: "%.3f", decision.threshold))",
      "\(reading.model.name) v\(reading.model.version)",
    ]
    if let heatmap = reading.heatmap { parts.append(heatmap) }
    let bars = FindingBars(reading).lines
    return ([parts.joined(separator: "  ")] + bars + (reading.report.map(Self.lines) ?? notes)).joined(separator: "\n")
  }

  private var notes: [String] { reading.quality.map { "  note: \($0)" } }

  private static func lines(_ report: ReportText) -> [String] {
    ["  Findings:"] + report.findings.map { "    \($0)" } + ["  Impression:"] + report.impression.map { "    \($0)" }
  }
}
