import Bundles
import Inference
import Metrics

/// Readings as the lines of a CSV file (RFC 4180).
struct ReadingTable {
  private let classes: [String]
  /// Whether there are columns that say which classes or findings are called.
  private let isSeveral: Bool

  /// A table of a model's readings.
  init(_ model: ModelMetadata) {
    classes = model.classes
    isSeveral = model.task != .binary
  }

  /// The names of the columns.
  var header: String {
    Self.line(
      ["file", "prediction", "confidence"] + classes.map { "probability_\($0)" }
        + (isSeveral ? classes.map { "called_\($0)" } : []) + [
          "positive", "threshold", "in_distribution", "spread", "quality", "model", "version", "heatmap",
          "milliseconds",
          "error_code", "error",
        ])
  }

  /// The line of a reading; what there is not stays empty.
  func line(_ reading: Reading) -> String {
    Self.line(
      [reading.file ?? "", reading.prediction, "\(reading.confidence)"]
        + classes.map { reading.probabilities[$0].map { "\($0)" } ?? "" } + (isSeveral ? called(reading) : []) + [
          "\(reading.decision.positive)", "\(reading.decision.threshold)",
          reading.inDistribution.map { "\($0)" } ?? "", reading.ensemble.map { "\($0.spread)" } ?? "",
          reading.quality.joined(separator: " "), reading.model.name, "\(reading.model.version)",
          reading.heatmap ?? "", "\(reading.milliseconds)", "", "",
        ])
  }

  /// The line of a file that could not be read.
  func line(_ failure: FailedReading) -> String {
    let empty = [String](repeating: "", count: (isSeveral ? 2 : 1) * classes.count + 11)
    return Self.line([failure.file ?? ""] + empty + [failure.error.code, failure.error.message])
  }

  private func called(_ reading: Reading) -> [String] {
    let findings = Dictionary((reading.findings ?? []).map { ($0.name, $0.decision) }) { first, _ in first }
    return classes.map { findings[$0].map { "\($0)" } ?? "" }
  }

  private static func line(_ fields: [String]) -> String {
    fields.map { field in
      guard field.contains(where: { "\",\r\n".contains($0) }) else { return field }
      return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",")
  }
}
