extension Bootstrap {
  /// The interval of every figure of several classes, over all of them and of each.
  ///
  /// - Parameter measured: the figures of the whole set.
  func intervals(
    of table: SeveralTable, _ measured: SeveralTable.Measurement
  ) throws(MetricsError) -> (figures: [SeveralFigure: ConfidenceInterval], classes: [[Figure: ConfidenceInterval]]) {
    let rows = try rows(plan(of: table)) { table.measure($0).row }
    let row = measured.row
    var figures: [SeveralFigure: ConfidenceInterval] = [:]
    for (column, figure) in SeveralFigure.allCases.enumerated() {
      let interval = interval(rows, column: column, around: figure == .ece ? row[column] : nil)
      figures[figure] = try exactAtTheEnd(figure, row[column], table) ?? interval
    }
    var classes: [[Figure: ConfidenceInterval]] = []
    for (place, column) in table.columns.enumerated() {
      let start = SeveralFigure.allCases.count + place * Figure.allCases.count
      classes.append(
        try column.map { (column) throws(MetricsError) in
          try intervals(rows, row, from: start, of: column.predictions, threshold: table.thresholds[place])
        } ?? [:])
    }
    return (figures, classes)
  }

  /// How cases are drawn: whole patients, those of the same classes for one another where strata are asked for.
  func plan(of table: SeveralTable) -> ResamplingPlan {
    ResamplingPlan(clusters: table.clusters, count: table.clusterCount, kinds: isStratified ? table.kinds : nil)
  }

  /// The Clopper-Pearson interval of an accuracy that is exactly 0 or 1, with each patient as one trial; else nil.
  private func exactAtTheEnd(
    _ figure: SeveralFigure, _ value: Double, _ table: SeveralTable
  ) throws(MetricsError) -> ConfidenceInterval? {
    guard figure == .accuracy || figure == .top2Accuracy, value == 0 || value == 1 else { return nil }
    let cases: [Int] =
      switch table.decisions {
      case .classes: Array(0..<table.count)
      case .findings(let findings): findings.knownCases
      }
    let patients = Set(cases.map { table.clusters[$0] }).count
    return try Proportion(successes: value == 1 ? patients : 0, trials: patients).clopperPearson(level: level)
  }
}
