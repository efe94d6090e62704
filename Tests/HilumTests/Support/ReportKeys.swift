import Testing

/// The keys of a measurement, as promised to programs.
enum ReportKeys {
  /// Figures, of which each has an interval too.
  static let figures: Set<String> = [
    "accuracy", "balanced_accuracy", "sensitivity", "specificity", "ppv", "npv", "f1", "macro_f1", "weighted_f1",
    "precision", "recall", "auroc", "auprc", "mcc", "brier", "ece", "log_loss",
  ]
  /// What is measured at a threshold.
  static let atThreshold = figures.union(["threshold", "confusion_matrix", "confidence_intervals"])
  /// A measurement in a run's metrics.json.
  static let report = atThreshold.union(["n", "classes", "at_half", "risk_coverage", "classification_report"])
  /// What `evaluate --json` prints.
  static let evaluation = report.union(["seconds", "images_per_second"])

  /// Looks at every value of a measurement of `count` pictures.
  static func check(_ report: JSONValue, count: Int) throws {
    #expect(report["n"]?.number == Double(count))
    #expect(report["classes"] == .array([.string("NORMAL"), .string("PNEUMONIA")]))
    let half = try #require(report["at_half"])
    #expect(half.keys == atThreshold)
    #expect(half["threshold"]?.number == 0.5)
    for part in [report, half] {
      for figure in figures {
        let value = try #require(part[figure])
        #expect(value == .null || value.number != nil, "\(figure) is \(value)")
      }
      let intervals = try #require(part["confidence_intervals"])
      #expect(intervals.keys == figures)
      for figure in figures where intervals[figure] != .null {
        let ends = try #require(intervals[figure]).items.compactMap(\.number)
        #expect(ends.count == 2 && ends[0] <= ends[1], "\(figure): \(ends)")
      }
      let cells = try #require(part["confusion_matrix"]).items.map { $0.items.compactMap(\.number) }
      #expect(cells.map(\.count) == [2, 2])
      #expect(cells.joined().reduce(0, +) == Double(count))
      let (negative, positive) = (cells[0], cells[1])
      #expect(part["sensitivity"]?.number == positive[1] / (positive[0] + positive[1]))
      #expect(part["specificity"]?.number == negative[0] / (negative[0] + negative[1]))
      #expect(part["accuracy"]?.number == (negative[0] + positive[1]) / Double(count))
      #expect(part["precision"] == part["ppv"])
      #expect(part["recall"] == part["sensitivity"])
    }
  }
}
