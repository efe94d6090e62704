public import Metrics

extension ForestPlot {
  /// The figures of several runs beside each other, each with its interval.
  public static func comparison(
    of runs: [(name: String, report: ThresholdReport)], figures: [Figure], title: String = "Comparison"
  ) -> ForestPlot {
    ForestPlot(
      title: title, xLabel: "estimate and 95 % interval",
      groups: figures.map { figure in
        Group(
          figure.title,
          rows: runs.enumerated().map { index, run in
            Row(run.name, Estimate(figure, of: run.report), ink: .series(index))
          })
      })
  }

  /// The AUROC of every class or finding with its interval, the greatest first; undefined ones last.
  public static func classes(of report: SeveralReport) -> ForestPlot {
    let sorted = report.perClass.sorted { ($0[.auroc] ?? -1, $1.name) > ($1[.auroc] ?? -1, $0.name) }
    return ForestPlot(
      title: report.task == .multilabel ? "AUROC of each finding" : "AUROC of each class against the rest",
      xLabel: "AUROC and 95 % interval",
      groups: [Group("", rows: sorted.map { Row($0.name, Estimate(.auroc, of: $0.atThreshold)) })])
  }

  /// Paired differences between two models; an interval that leaves out 0 tells them apart.
  public static func differences(_ contrast: ModelComparison.Contrast, figures: [Figure]) -> ForestPlot {
    ForestPlot(
      title: "\(contrast.name) − \(contrast.reference)", xLabel: "paired difference and 95 % interval",
      groups: [
        Group(
          "",
          rows: figures.map { figure in
            let one = contrast.difference(figure)
            return Row(figure.title, Estimate(one?.value, interval: one?.interval))
          })
      ], reference: 0)
  }
}
