/// The figures of several folds or seeds as mean and standard deviation.
///
/// The SD is that between folds (with n - 1). It describes their spread and is no standard error of the mean: folds share
/// training cases (Bengio and Grandvalet, JMLR 2004).
public struct FoldSummary: Sendable, Equatable {
  /// A figure over the folds in which it is defined.
  public struct Spread: Sendable, Equatable, Codable {
    /// The mean over folds.
    public let mean: Double
    /// The standard deviation between folds, nil for one fold.
    public let sd: Double?
    /// How many folds define the figure.
    public let n: Int
  }

  /// The spread of each figure; one that no fold defines is not there.
  public let figures: [Figure: Spread]

  /// Summarizes the reports of folds, each at its own operating point.
  public init(_ reports: [ClassificationReport]) {
    self.init(reports.map(\.atThreshold))
  }

  /// Summarizes reports at one threshold each.
  public init(_ reports: [ThresholdReport]) {
    figures = Figure.allCases.reduce(into: [:]) { figures, figure in
      figures[figure] = Self.spread(reports.compactMap { $0[figure] })
    }
  }

  /// The spread of a figure, nil where no fold defines it.
  public subscript(figure: Figure) -> Spread? { figures[figure] }

  static func spread(_ values: [Double]) -> Spread? {
    guard !values.isEmpty else { return nil }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Spread(mean: mean, sd: values.count > 1 ? (squares / (n - 1)).squareRoot() : nil, n: values.count)
  }
}

extension FoldSummary: Codable {
  /// Reads `{"auroc": {"mean", "sd", "n"}, …}`.
  public init(from decoder: any Decoder) throws {
    figures = try decoder.container(keyedBy: FigureKey<Figure>.self).decodeFigures()
  }

  /// Writes `{"auroc": {"mean", "sd", "n"}, …}`, null for a figure that no fold defines.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: FigureKey<Figure>.self)
    try container.encodeFigures(figures)
  }
}
