/// The figures of several folds or seeds over several classes or findings, as mean and standard deviation; see
/// ``FoldSummary``.
public struct SeveralFoldSummary: Sendable, Equatable {
  /// The spread of each figure; one that no fold defines is not there.
  public let figures: [SeveralFigure: FoldSummary.Spread]
  /// The spread of each class's or finding's AUROC, by name; one that no fold defines is not there.
  public let auroc: [String: FoldSummary.Spread]

  /// Summarizes the reports of folds.
  public init(_ reports: [SeveralReport]) {
    figures = SeveralFigure.allCases.reduce(into: [:]) { figures, figure in
      figures[figure] = FoldSummary.spread(reports.compactMap { $0[figure] })
    }
    auroc = (reports.first?.classes ?? []).reduce(into: [:]) { spreads, name in
      spreads[name] = FoldSummary.spread(
        reports.compactMap { report in report.perClass.first { $0.name == name }?[.auroc] })
    }
  }

  /// The spread of a figure, nil where no fold defines it.
  public subscript(figure: SeveralFigure) -> FoldSummary.Spread? { figures[figure] }
}

extension SeveralFoldSummary: Encodable {
  private enum CodingKeys: String, CodingKey { case auroc }

  /// Writes `{"macro_auroc": {"mean", "sd", "n"}, …, "auroc": {NAME: {…}}}`, null for a figure that no fold defines.
  public func encode(to encoder: any Encoder) throws {
    var plain = encoder.container(keyedBy: FigureKey<SeveralFigure>.self)
    try plain.encodeFigures(figures)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(auroc, forKey: .auroc)
  }
}
