import Inference

/// Readings as the lines of a CSV file (RFC 4180).
struct ReadingTable {
  private let classes: [String]

  /// A table of readings that tell these classes apart.
  init(classes: [String]) { self.classes = classes }

  /// The names of the columns.
  var header: String {
    Self.line(
      ["file", "prediction", "confidence"] + classes.map { "probability_\($0)" } + [
        "positive", "threshold", "in_distribution", "spread", "quality", "model", "version", "heatmap", "milliseconds",
        "error_code", "error",
      ])
  }

  /// The line of a reading; what there is not stays empty.
  func line(_ reading: Reading) -> String {
    Self.line(
      [reading.file ?? "", reading.prediction, "\(reading.confidence)"]
        + classes.map { reading.probabilities[$0].map { "\($0)" } ?? "" } + [
          "\(reading.decision.positive)", "\(reading.decision.threshold)",
          reading.inDistribution.map { "\($0)" } ?? "", reading.ensemble.map { "\($0.spread)" } ?? "",
          reading.quality.joined(separator: " "), reading.model.name, "\(reading.model.version)",
          reading.heatmap ?? "", "\(reading.milliseconds)", "", "",
        ])
  }

  /// The line of a file that could not be read.
  func line(_ failure: FailedReading) -> String {
    let empty = [String](repeating: "", count: classes.count + 11)
    return Self.line([failure.file] + empty + [failure.error.code, failure.error.message])
  }

  private static func line(_ fields: [String]) -> String {
    fields.map { field in
      guard field.contains(where: { "\",\r\n".contains($0) }) else { return field }
      return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",")
  }
}
