/// What a model is worth on pictures that differ from those it was chosen on: its figures at a fixed threshold under every
/// kind and severity of a battery, and their means.
///
/// ```swift
/// let report = try StressReport(battery: "light", threshold: 0.5, clean: clean, cells: [(condition, measurement)])
/// report.summary.mean.balancedAccuracy, report.summary.worst?.name
/// ```
public struct StressReport: Sendable, Equatable {
  /// One kind at one severity.
  public struct Cell: Sendable, Equatable {
    /// How the pictures were changed.
    public let condition: StressCondition
    /// What was measured.
    public let figures: StressFigures
  }

  /// The means over severities and kinds.
  public let summary: StressSummary
  /// The figures under each cell, kind by kind.
  public let cells: [Cell]

  /// Measures what a model said of the same pictures, as they are and changed.
  ///
  /// - Parameters:
  ///   - threshold: The operating point; a picture is called positive where `score ≥ threshold`.
  ///   - bootstrap: How the intervals of balanced accuracies are made; nil for none.
  /// - Throws: `MetricsError` as `ClassificationReport` and `Bootstrap` do.
  public init(
    battery: String, threshold: Double, classes: [String] = ["0", "1"], clean: StressMeasurement,
    cells: [(condition: StressCondition, measurement: StressMeasurement)], bootstrap: Bootstrap? = Bootstrap()
  ) throws(MetricsError) {
    var resamples: StressResamples?
    if let bootstrap {
      resamples = try StressResamples([clean] + cells.map(\.measurement), threshold: threshold, bootstrap)
    }
    /// The figures of a measurement by its place: 0 for pictures as they are, then cell by cell.
    func figures(_ measurement: StressMeasurement, at place: Int) throws(MetricsError) -> StressFigures {
      var figures = try StressFigures(measurement, threshold: threshold, classes: classes)
      guard let resamples else { return figures }
      figures.intervals = StressFigures.Intervals(
        auroc: try? DeLong.estimate(measurement.predictions).interval(),
        balancedAccuracy: resamples.interval(ofMean: [[place]]))
      return figures
    }
    let cleanFigures = try figures(clean, at: 0)
    var measured: [(condition: StressCondition, figures: StressFigures)] = []
    for (place, cell) in cells.enumerated() {
      measured.append((cell.condition, try figures(cell.measurement, at: place + 1)))
    }
    summary = StressSummary(battery: battery, threshold: threshold, clean: cleanFigures, cells: measured) { groups in
      resamples?.interval(ofMean: groups.map { $0.map { $0 + 1 } })
    }
    self.cells = measured.map { Cell(condition: $0.condition, figures: $0.figures) }
  }

  /// The severities that there are, from the mildest on.
  public var severities: [Int] { Set(cells.map(\.condition.severity)).sorted() }

  /// What was measured under a kind at a severity.
  public func figures(_ kind: String, severity: Int) -> StressFigures? {
    cells.first { $0.condition.kind == kind && $0.condition.severity == severity }?.figures
  }
}

// MARK: - Codable

extension StressReport: Codable {
  private enum CodingKeys: String, CodingKey { case cells }

  /// Reads the cells beside the summary's keys.
  public init(from decoder: any Decoder) throws {
    cells = try decoder.container(keyedBy: CodingKeys.self).decode([Cell].self, forKey: .cells)
    summary = try StressSummary(from: decoder)
  }

  /// Writes the cells beside the summary's keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(cells, forKey: .cells)
    try summary.encode(to: encoder)
  }
}

extension StressReport.Cell: Codable {
  /// Reads the figures beside the condition's keys.
  public init(from decoder: any Decoder) throws {
    condition = try StressCondition(from: decoder)
    figures = try StressFigures(from: decoder)
  }

  /// Writes the figures beside the condition's keys.
  public func encode(to encoder: any Encoder) throws {
    try condition.encode(to: encoder)
    try figures.encode(to: encoder)
  }
}
