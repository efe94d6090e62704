import Metrics

/// Estimates with their intervals in rows, for metrics of one model or of several side by side.
public struct ForestPlot: Sendable {
  /// Rows under a common heading, such as one metric for every run.
  public struct Group: Sendable {
    /// The heading; empty where the rows speak for themselves.
    public var name: String

    /// The rows.
    public var rows: [Row]

    /// A group called `name`.
    public init(_ name: String, rows: [Row]) {
      self.name = name
      self.rows = rows
    }
  }

  /// One estimate.
  public struct Row: Sendable {
    /// What was estimated, or by which run.
    public var name: String

    /// The estimate and its interval.
    public var estimate: Estimate

    /// The colour.
    public var ink: Ink

    /// A row called `name`.
    public init(_ name: String, _ estimate: Estimate, ink: Ink = .blue) {
      self.name = name
      self.estimate = estimate
      self.ink = ink
    }
  }

  /// The heading.
  public var title: String

  /// The name of the x axis.
  public var xLabel: String

  /// The rows.
  public var groups: [Group]

  /// A value to compare with: 0 for differences.
  public var reference: Double?

  /// A plot of `groups`.
  public init(title: String, xLabel: String = "", groups: [Group], reference: Double? = nil) {
    self.title = title
    self.xLabel = xLabel
    self.groups = groups
    self.reference = reference
  }

  private static let width = 760.0
  private static let rowHeight = 22.0

  /// The drawing.
  public var drawing: Drawing {
    let rows = groups.flatMap(\.rows)
    let names =
      groups.map { TextWidth.of($0.name, size: 11, bold: true) } + rows.map { 12 + TextWidth.of($0.name, size: 11) }
    let left = min(260, (names.max() ?? 0) + 20)
    let texts = rows.map { TextWidth.of($0.estimate.text(signed: reference == 0), size: 11) }
    let right = ForestPlot.width - (texts.max() ?? 0) - 16
    let lines = lines
    let bottom = 34 + ForestPlot.rowHeight * Double(max(1, lines.count))
    let values = rows.flatMap(\.estimate.numbers)
    let x = Scale(holding: values, including: reference, from: left, to: right, ticks: 6)
    let y = Scale(0...1, from: bottom, to: 34)
    let frame = PlotFrame(left: left, right: right, top: 34, bottom: bottom, x: x, y: y)
    return Drawing(width: ForestPlot.width, height: bottom + (xLabel.isEmpty ? 24 : 40), label: label) {
      Markup("text", ["class": "title", "x": 0, "y": 14]) { title }
      frame.axes(x: .init(label: xLabel, ticks: x.ticks(6)), y: .init(label: "", ticks: []))
      if let reference {
        Markup("line", ["class": "axis", "x1": x(reference), "x2": x(reference), "y1": 30, "y2": bottom])
      }
      if rows.isEmpty { frame.nothingToShow }
      for (index, line) in lines.enumerated() {
        draw(line, y: 34 + ForestPlot.rowHeight * (Double(index) + 0.5), in: frame)
      }
    }
  }
}

// MARK: - Parts

extension ForestPlot {
  private enum Line {
    case heading(String)
    case row(Row, indent: Double)
  }

  private var lines: [Line] {
    groups.flatMap { group -> [Line] in
      let rows = group.rows.map { Line.row($0, indent: group.name.isEmpty ? 0 : 12) }
      return group.name.isEmpty ? rows : [.heading(group.name)] + rows
    }
  }

  @MarkupBuilder private func draw(_ line: Line, y: Double, in frame: PlotFrame) -> [Markup] {
    switch line {
    case .heading(let name):
      Markup("text", ["class": "strong", "x": 0, "y": y + 4]) {
        TextWidth.fitting(name, into: (frame.left - 14) / 1.1, size: 11)
      }
    case .row(let row, let indent):
      Markup("text", ["x": indent, "y": y + 4]) {
        TextWidth.fitting(row.name, into: frame.left - 14 - indent, size: 11)
      }
      if let interval = row.estimate.interval {
        Markup(
          "line",
          [
            "class": "line \(row.ink.stroke)", "x1": frame.x(interval.lower), "x2": frame.x(interval.upper),
            "y1": y, "y2": y,
          ])
      }
      if let value = row.estimate.value, value.isFinite {
        Markup("circle", ["class": "ring \(row.ink.fill)", "cx": frame.x(value), "cy": y, "r": 5]) {
          Markup("title") { "\(row.name): \(row.estimate.text(signed: reference == 0))" }
        }
      }
      Markup("text", ["x": ForestPlot.width, "y": y + 4, "text-anchor": "end"]) {
        row.estimate.text(signed: reference == 0)
      }
    }
  }

  private var label: String {
    let rows = groups.flatMap { group in
      group.rows.map { "\(group.name) \($0.name) \($0.estimate.text(signed: reference == 0))" }
    }
    return rows.isEmpty ? "\(title): no data" : "\(title): \(rows.joined(separator: "; "))"
  }
}
