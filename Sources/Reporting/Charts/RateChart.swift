/// Curves in the unit square: a receiver operating characteristic or a precision–recall curve.
public struct RateChart: Sendable {
  /// One model's curve.
  public struct Curve: Sendable {
    /// What is written in the legend, such as "AUROC 0.962 (0.941–0.978)".
    public var name: String

    /// The points in order along the curve.
    public var points: [PlotPoint]

    /// The confidence band, empty where none was computed.
    public var band: [PlotInterval]

    /// A curve called `name`.
    public init(_ name: String, points: [PlotPoint], band: [PlotInterval] = []) {
      self.name = name
      self.points = points
      self.band = band
    }
  }

  /// A point to act on, such as the chosen threshold.
  public struct Mark: Sendable {
    /// What the legend says.
    public var name: String

    /// Where it lies.
    public var point: PlotPoint

    /// The colour.
    public var ink: Ink

    /// A mark called `name`.
    public init(_ name: String, at point: PlotPoint, ink: Ink = .orange) {
      self.name = name
      self.point = point
      self.ink = ink
    }
  }

  /// The result of chance, against which a curve is judged.
  enum Baseline: Sendable {
    case diagonal
    case level(Double)
  }

  /// The curves, drawn in the order of the palette.
  public var curves: [Curve]

  /// The marked points.
  public var marks: [Mark]

  let title: String
  let xLabel: String
  let yLabel: String
  let baseline: Baseline

  /// The receiver operating characteristic: x is the false positive rate, y the sensitivity.
  public static func roc(
    _ curves: [Curve], marks: [Mark] = [], title: String = "Receiver operating characteristic"
  ) -> RateChart {
    RateChart(
      curves: curves, marks: marks, title: title, xLabel: "1 − specificity",
      yLabel: "sensitivity", baseline: .diagonal)
  }

  /// The precision–recall curve; `prevalence` is the precision of chance.
  public static func precisionRecall(_ curves: [Curve], prevalence: Double, marks: [Mark] = []) -> RateChart {
    RateChart(
      curves: curves, marks: marks, title: "Precision–recall", xLabel: "recall (sensitivity)",
      yLabel: "precision (PPV)", baseline: .level(prevalence))
  }

  /// The drawing.
  public var drawing: Drawing {
    let frame = PlotFrame.unitSquare
    let shown = curves.filter { $0.points.contains(where: \.isFinite) }
    return Drawing(width: PlotFrame.unitSquareWidth, height: PlotFrame.unitSquareHeight, label: label) {
      Markup("text", ["class": "title", "x": 0, "y": 14]) { title }
      frame.axes(x: .shares(xLabel), y: .shares(yLabel))
      chance(in: frame)
      if shown.isEmpty { frame.nothingToShow }
      for (index, curve) in shown.enumerated() { frame.band(curve.band, ink: .series(index)) }
      for (index, curve) in shown.enumerated() { frame.line(curve.points, ink: .series(index)) }
      for mark in marks {
        frame.dot(mark.point, ink: mark.ink, tooltip: "\(mark.name)\n\(coordinates(of: mark.point))")
      }
      legend(of: shown, in: frame)
    }
  }
}

// MARK: - Parts

extension RateChart {
  @MarkupBuilder private func chance(in frame: PlotFrame) -> [Markup] {
    switch baseline {
    case .diagonal:
      Markup("line", ["class": "guide", "x1": frame.x(0), "y1": frame.y(0), "x2": frame.x(1), "y2": frame.y(1)])
    case .level(let level) where level.isFinite:
      Markup(
        "line", ["class": "guide", "x1": frame.left, "x2": frame.right, "y1": frame.y(level), "y2": frame.y(level)]
      ) { Markup("title") { "chance: prevalence \(NumberText.fixed(level, 3))" } }
    case .level: Markup?.none
    }
  }

  /// Names in a corner that good curves leave free: lower right for ROC, lower left for precision–recall.
  private func legend(of shown: [Curve], in frame: PlotFrame) -> [Markup] {
    let rows =
      shown.enumerated().map { (text: $1.name, ink: Ink.series($0), isMark: false) }
      + marks.filter(\.point.isFinite).map { (text: $0.name, ink: $0.ink, isMark: true) }
    let widest = rows.map { TextWidth.of($0.text, size: 11) }.max() ?? 0
    let isDiagonal = if case .diagonal = baseline { true } else { false }
    let x = isDiagonal ? max(frame.left + 8, frame.right - widest - 34) : frame.left + 12
    return rows.enumerated().flatMap { index, row -> [Markup] in
      let y = frame.bottom - 14 - 18 * Double(rows.count - 1 - index)
      let key =
        row.isMark
        ? Markup("circle", ["class": row.ink.fill, "cx": x + 9, "cy": y - 4, "r": 4])
        : Markup("line", ["class": "line \(row.ink.stroke)", "x1": x, "x2": x + 18, "y1": y - 4, "y2": y - 4])
      return [key, Markup("text", ["class": "halo", "x": x + 25, "y": y]) { row.text }]
    }
  }

  private func coordinates(of point: PlotPoint) -> String {
    "\(xLabel) \(NumberText.fixed(point.x, 3)), \(yLabel) \(NumberText.fixed(point.y, 3))"
  }

  private var label: String {
    let names = curves.map(\.name) + marks.map { "\($0.name): \(coordinates(of: $0.point))" }
    return names.isEmpty ? "\(title): no data" : "\(title): \(names.joined(separator: "; "))"
  }
}

extension PlotFrame {
  static let unitSquareWidth = 424.0
  static let unitSquareHeight = 430.0

  /// A square plot in which both axes run from 0 to 1.
  static let unitSquare = PlotFrame(
    left: 52, right: 412, top: 30, bottom: 390, x: Scale(0...1, from: 52, to: 412), y: Scale(0...1, from: 390, to: 30))
}

extension PlotFrame.Axis {
  /// An axis from 0 to 1 in steps of 0.2.
  static func shares(_ label: String) -> PlotFrame.Axis {
    .init(label: label, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1])
  }
}
