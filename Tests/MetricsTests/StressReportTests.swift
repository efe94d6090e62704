import Metrics
import Testing

@Suite("Report of stress")
struct StressReportTests {
  /// Figures of four cases of which the first `wrong` positive ones score low.
  private static func figures(wrong: Int) throws -> StressReport.Figures {
    let scores = (0..<4).map { $0 < wrong ? 0.1 : 0.9 } + [0.2, 0.2, 0.2, 0.2]
    let predictions = try BinaryPredictions(
      scores: scores, labels: [1, 1, 1, 1, 0, 0, 0, 0], groups: (0..<8).map { "p\($0)" })
    return StressReport.Figures(try ClassificationReport(predictions, threshold: 0.5, bootstrap: nil))
  }

  private static func cell(_ kind: String, _ severity: Int, wrong: Int) throws -> StressReport.Cell {
    StressReport.Cell(
      kind: kind, name: kind, family: "own", severity: severity, figures: try figures(wrong: wrong))
  }

  @Test("means are of kinds, however many severities each has; the worst is named")
  func means() throws {
    let report = StressReport(
      battery: "made", clean: try Self.figures(wrong: 0),
      cells: [
        try Self.cell("blur", 1, wrong: 0), try Self.cell("blur", 2, wrong: 2), try Self.cell("noise", 1, wrong: 4),
      ])
    #expect(report.clean.balancedAccuracy == 1)
    #expect(report.kinds.map(\.kind) == ["blur", "noise"])
    // Balanced accuracies: blur (1 + 0.75) / 2, noise 0.5.
    #expect(report.kinds.map(\.balancedAccuracy) == [0.875, 0.5])
    #expect(report.meanBalancedAccuracy == 0.6875)
    #expect(report.worst?.kind == "noise")
    // Half of the positive cases under all negative ones: AUROC 0.5; all of them: 0.
    #expect(report.kinds.map(\.auroc) == [0.75, 0])
  }

  @Test("nothing measured has no mean and no worst")
  func empty() throws {
    let report = StressReport(battery: "none", clean: try Self.figures(wrong: 0), cells: [])
    #expect(report.meanBalancedAccuracy == nil && report.worst == nil && report.kinds.isEmpty)
  }
}
