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

  /// Paired differences between two runs; an interval that leaves out 0 tells them apart.
  public static func differences(
    _ differences: PairedDifferences, figures: [Figure], first: String, second: String
  ) -> ForestPlot {
    ForestPlot(
      title: "\(first) − \(second)", xLabel: "paired difference and 95 % interval",
      groups: [
        Group(
          "",
          rows: figures.map { figure in
            let one = differences[figure]
            return Row(figure.title, Estimate(one?.difference, interval: one?.interval))
          })
      ], reference: 0)
  }
}
