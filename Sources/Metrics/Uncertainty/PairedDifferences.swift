/// How two models differ on the same cases, figure by figure, each at its own threshold.
///
/// The intervals come from drawing the same patients for both models, which takes out what is common to them: much
/// narrower than comparing two separate intervals, and the only right way to compare on shared cases. For AUROC,
/// `DeLong.compare` gives a test as well.
public struct PairedDifferences: Sendable, Equatable {
  /// One figure of both models.
  public struct Difference: Sendable, Equatable, Codable {
    /// The first model's.
    public let first: Double
    /// The second model's.
    public let second: Double
    /// First minus second.
    public let difference: Double
    /// The interval of the difference.
    public let interval: ConfidenceInterval?
  }

  /// The differences; a figure that a model leaves undefined is not there.
  public let figures: [Figure: Difference]

  /// Compares two models.
  ///
  /// - Parameters:
  ///   - first: one model's predictions.
  ///   - second: the other's, on the same cases in the same order.
  ///   - thresholds: the operating point of each.
  ///   - bootstrap: how intervals are made.
  /// - Throws: `MetricsError.notPaired` where labels or groups differ.
  public init(
    _ first: BinaryPredictions, _ second: BinaryPredictions, thresholds: (first: Double, second: Double),
    bootstrap: Bootstrap = Bootstrap()
  ) throws(MetricsError) {
    guard first.isPaired(with: second) else { throw .notPaired }
    let one = FigureTable(first, thresholds: [thresholds.first])
    let two = FigureTable(second, thresholds: [thresholds.second])
    let rows = try bootstrap.rows(of: first) { zip(one.row($0), two.row($0)).map(-) }
    let values = (one.row(one.ranked.once), two.row(two.ranked.once))
    figures = Figure.allCases.enumerated().reduce(into: [:]) { figures, figure in
      let (a, b) = (values.0[figure.offset], values.1[figure.offset])
      guard !a.isNaN, !b.isNaN else { return }
      figures[figure.element] = Difference(
        first: a, second: b, difference: a - b, interval: bootstrap.interval(rows, column: figure.offset))
    }
  }

  /// The difference in a figure, nil where a model leaves it undefined.
  public subscript(figure: Figure) -> Difference? { figures[figure] }
}

extension PairedDifferences: Codable {
  /// Reads `{"auroc": {"first", "second", "difference", "interval"}, …}`.
  public init(from decoder: any Decoder) throws {
    figures = try decoder.container(keyedBy: FigureKey<Figure>.self).decodeFigures()
  }

  /// Writes `{"auroc": {"first", "second", "difference", "interval"}, …}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: FigureKey<Figure>.self)
    try container.encodeFigures(figures)
  }
}
