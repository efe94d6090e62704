public import Metrics

/// How the predicted probabilities of each class are spread, with the threshold between right and wrong.
///
/// Bars on the wrong side of the threshold are solid, the others soft: errors are what one looks for.
public struct ScoreHistogramChart: Sendable {
  /// The counts of both classes.
  public var histogram: ScoreHistogram

  /// The decisions at the threshold.
  public var confusionMatrix: ConfusionMatrix

  /// The operating point.
  public var threshold: Double

  /// The names of the negative and the positive class.
  public var classes: [String]

  /// A chart of `histogram`.
  public init(_ histogram: ScoreHistogram, confusionMatrix: ConfusionMatrix, threshold: Double, classes: [String]) {
    self.histogram = histogram
    self.confusionMatrix = confusionMatrix
    self.threshold = threshold
    self.classes = classes
  }

  /// The drawing.
  public var drawing: Drawing {
    Drawing(width: PlotFrame.unitSquareWidth, height: PlotFrame.unitSquareHeight, label: label) {
      Markup("text", ["class": "title", "x": 0, "y": 14]) { "Predicted probability by true class" }
      if threshold.isFinite { thresholdLine }
      panel(positives, top: 66, bottom: 204, axisLabel: "")
      panel(negatives, top: 252, bottom: 390, axisLabel: "predicted probability of \(positives.name)")
    }
  }
}

// MARK: - Parts

extension ScoreHistogramChart {
  /// What is drawn of one class.
  private struct Panel {
    let name: String
    let counts: [Int]
    let ink: Ink
    let summary: String
    let isPositive: Bool
  }

  private static let left = 52.0
  private static let right = 412.0

  private var positives: Panel {
    Panel(
      name: classes.last ?? "positive", counts: histogram.positives, ink: .orange,
      summary: summary(confusionMatrix.positives, wrong: confusionMatrix.falseNegatives, "below"), isPositive: true)
  }

  private var negatives: Panel {
    Panel(
      name: classes.first ?? "negative", counts: histogram.negatives, ink: .blue,
      summary: summary(confusionMatrix.negatives, wrong: confusionMatrix.falsePositives, "above"), isPositive: false)
  }

  @MarkupBuilder private func panel(_ panel: Panel, top: Double, bottom: Double, axisLabel: String) -> [Markup] {
    let x = Scale(0...1, from: Self.left, to: Self.right)
    let y = Scale(holding: panel.counts.map(Double.init), including: 0, from: bottom, to: top, ticks: 3)
    let frame = PlotFrame(left: Self.left, right: Self.right, top: top, bottom: bottom, x: x, y: y)
    frame.axes(
      x: .init(label: axisLabel, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], grid: false),
      y: .init(label: "", ticks: y.ticks(3).filter { $0 == $0.rounded() }))
    if panel.counts.contains(where: { $0 > 0 }) { bars(of: panel, in: frame) } else { frame.nothingToShow }
    Markup("text", ["class": "strong halo \(panel.ink.fill)", "x": Self.left, "y": top - 10]) {
      TextWidth.fitting(panel.name, into: 150, size: 11)
    }
    Markup("text", ["class": "muted halo", "x": Self.right, "y": top - 10, "text-anchor": "end"]) { panel.summary }
  }

  @MarkupBuilder private func bars(of panel: Panel, in frame: PlotFrame) -> [Markup] {
    let bins = Double(panel.counts.count)
    for (bin, count) in panel.counts.enumerated() where count > 0 {
      let lower = Double(bin) / bins
      let upper = Double(bin + 1) / bins
      for part in parts(from: lower, to: upper) {
        let isWrong = (part.lower >= threshold) != panel.isPositive
        let start = frame.x(part.lower) + (part.lower == lower ? 0.75 : 0)
        let end = frame.x(part.upper) - (part.upper == upper ? 0.75 : 0)
        Markup(
          "rect",
          [
            "class": "\(panel.ink.fill)\(isWrong ? "" : " soft")", "x": start, "y": frame.y(Double(count)),
            "width": max(0, end - start), "height": frame.bottom - frame.y(Double(count)),
          ]
        ) {
          Markup("title") {
            "\(panel.name), \(NumberText.fixed(lower, 2)) to \(NumberText.fixed(upper, 2)): \(NumberText.count(count))"
          }
        }
      }
    }
  }

  @MarkupBuilder private var thresholdLine: [Markup] {
    let x = Scale(0...1, from: Self.left, to: Self.right)(threshold)
    let text = "threshold \(NumberText.fixed(threshold, 3))"
    let half = TextWidth.of(text, size: 10) / 2
    Markup("line", ["class": "guide", "x1": x, "x2": x, "y1": 38, "y2": 390])
    Markup(
      "text",
      [
        "class": "muted small", "x": min(max(x, Self.left + half), Self.right - half), "y": 32,
        "text-anchor": "middle",
      ]
    ) { text }
  }

  /// The bin the threshold falls into has a part on either side of it.
  private func parts(from lower: Double, to upper: Double) -> [(lower: Double, upper: Double)] {
    threshold > lower && threshold < upper ? [(lower, threshold), (threshold, upper)] : [(lower, upper)]
  }

  private func summary(_ count: Int, wrong: Int, _ side: String) -> String {
    "\(NumberText.count(count)) images, \(NumberText.count(wrong)) \(side) the threshold"
  }

  private var label: String {
    "Histogram of predicted probabilities: \(positives.name) \(positives.summary); "
      + "\(negatives.name) \(negatives.summary)"
  }
}
