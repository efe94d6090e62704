/// How two models of several classes or findings differ on the same cases, figure by figure: the same patients are drawn for
/// both, as in ``PairedDifferences``.
public struct SeveralDifferences: Sendable, Equatable {
  /// The differences; a figure that a model leaves undefined is not there.
  public let figures: [SeveralFigure: PairedDifferences.Difference]

  init(_ first: SeveralTable, _ second: SeveralTable, bootstrap: Bootstrap) throws(MetricsError) {
    let columns = SeveralFigure.allCases
    @Sendable func row(_ table: SeveralTable, _ counts: RankedPredictions.Counts) -> [Double] {
      let figures = table.measure(counts).figures
      return columns.map { figures[$0] ?? .nan }
    }
    let hasIntervals = first.columns.count <= SeveralReport.intervalLimit
    let rows =
      try hasIntervals
      ? bootstrap.rows(bootstrap.plan(of: first)) { zip(row(first, $0), row(second, $0)).map(-) } : nil
    let values = (row(first, first.once), row(second, second.once))
    figures = columns.enumerated().reduce(into: [:]) { figures, figure in
      let (a, b) = (values.0[figure.offset], values.1[figure.offset])
      guard !a.isNaN, !b.isNaN else { return }
      figures[figure.element] = PairedDifferences.Difference(
        first: a, second: b, difference: a - b,
        interval: rows.flatMap { bootstrap.interval($0, column: figure.offset) })
    }
  }

  /// The difference in a figure, nil where a model leaves it undefined.
  public subscript(figure: SeveralFigure) -> PairedDifferences.Difference? { figures[figure] }
}

extension SeveralDifferences: Encodable {
  /// Writes `{"macro_auroc": {"first", "second", "difference", "interval"}, …}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: FigureKey<SeveralFigure>.self)
    try container.encodeFigures(figures)
  }
}
