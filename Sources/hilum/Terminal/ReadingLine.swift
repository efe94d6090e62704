import Foundation
import Inference
import Metrics

/// A reading as a line for people.
struct ReadingLine {
  private let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  /// File, class with its probability, decision at the threshold, model, heat-map.
  var text: String {
    let decision = reading.decision
    var parts = [
      reading.file ?? "", "\(reading.prediction) \(Probability.text(reading.confidence))",
      "\(decision.positive ? "positive" : "negative") at threshold \(String(format: "%.3f", decision.threshold))",
      "\(reading.model.name) v\(reading.model.version)",
    ]
    if let heatmap = reading.heatmap { parts.append(heatmap) }
    return ([parts.joined(separator: "  ")] + reading.quality.map { "  note: \($0)" }).joined(separator: "\n")
  }
}
