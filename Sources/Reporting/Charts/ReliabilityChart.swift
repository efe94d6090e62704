public import Metrics

/// A reliability diagram: how often the positive class was true where it was given a probability.
///
/// Honest probabilities lie on the diagonal.
public struct ReliabilityChart: Sendable {
  /// One set of probabilities, such as those after temperature scaling.
  public struct Series: Sendable {
    /// What the legend says, such as "calibrated, ECE 0.018".
    public var name: String

    /// The bins.
    public var diagram: ReliabilityDiagram

    /// A series called `name`.
    public init(_ name: String, _ diagram: ReliabilityDiagram) {
      self.name = name
      self.diagram = diagram
    }
  }

  /// The series; the first is drawn in front with intervals and counts, the others as thin lines for comparison.
  public var series: [Series]

  /// A diagram of `series`.
  public init(_ series: [Series]) {
    self.series = series
  }

  /// The drawing.
  public var drawing: Drawing {
    let frame = PlotFrame.unitSquare
    let shown = series.map { (name: $0.name, bins: $0.diagram.bins.compactMap(Bin.init)) }.filter { !$0.bins.isEmpty }
    return Drawing(width: PlotFrame.unitSquareWidth, height: PlotFrame.unitSquareHeight, label: label) {
      Markup("text", ["class": "title", "x": 0, "y": 14]) { "Reliability" }
      frame.axes(x: .shares("predicted probability"), y: .shares("observed frequency"))
      Markup("line", ["class": "guide", "x1": frame.x(0), "y1": frame.y(0), "x2": frame.x(1), "y2": frame.y(1)])
      if let first = shown.first { counts(of: first.bins, in: frame) } else { frame.nothingToShow }
      for (index, one) in shown.enumerated().reversed() {
        frame.line(one.bins.map(\.point), ink: .series(index), dashed: index > 0)
      }
      if let first = shown.first { dots(of: first.bins, in: frame) }
      legend(shown.map(\.name), in: frame)
    }
  }
}

// MARK: - Parts

extension ReliabilityChart {
  /// A bin that holds cases.
  private struct Bin {
    let point: PlotPoint
    let interval: ConfidenceInterval?
    let count: Int

    init?(_ bin: ReliabilityDiagram.Bin) {
      guard let probability = bin.meanProbability, let observed = bin.observed else { return nil }
      point = PlotPoint(x: probability, y: observed)
      interval = bin.interval
      count = bin.count
    }

    var tooltip: String {
      """
      \(NumberText.count(count)) images
      predicted \(NumberText.fixed(point.x, 3))
      observed \(Estimate(point.y, interval: interval).text())
      """
    }
  }

  /// How many images each bin holds, as low bars on the base line.
  @MarkupBuilder private func counts(of bins: [Bin], in frame: PlotFrame) -> [Markup] {
    let most = Double(bins.map(\.count).max() ?? 1)
    for bin in bins {
      let height = 48 * Double(bin.count) / max(1, most)
      Markup(
        "rect",
        [
          "class": "band \(Ink.blue.fill)", "x": frame.x(bin.point.x) - 8, "y": frame.bottom - height, "width": 16,
          "height": height,
        ]
      ) { Markup("title") { bin.tooltip } }
    }
  }

  @MarkupBuilder private func dots(of bins: [Bin], in frame: PlotFrame) -> [Markup] {
    for bin in bins {
      if let interval = bin.interval {
        let x = frame.x(bin.point.x)
        Markup(
          "line",
          [
            "class": "line thin \(Ink.blue.stroke)", "x1": x, "x2": x, "y1": frame.y(interval.lower),
            "y2": frame.y(interval.upper),
          ])
      }
      frame.dot(bin.point, ink: .blue, tooltip: bin.tooltip)
    }
  }

  private func legend(_ names: [String], in frame: PlotFrame) -> [Markup] {
    names.enumerated().flatMap { index, name -> [Markup] in
      let y = frame.top + 16 + 18 * Double(index)
      let x = frame.left + 10
      return [
        Markup(
          "line",
          [
            "class": "line \(Ink.series(index).stroke)\(index > 0 ? " dash thin" : "")", "x1": x, "x2": x + 18,
            "y1": y - 4, "y2": y - 4,
          ]),
        Markup("text", ["class": "halo", "x": x + 25, "y": y]) { name },
      ]
    }
  }

  private var label: String {
    "Reliability diagram: " + (series.isEmpty ? "no data" : series.map(\.name).joined(separator: "; "))
  }
}
