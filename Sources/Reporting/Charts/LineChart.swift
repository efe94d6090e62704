/// Curves over a common x axis, such as a loss over epochs, each labelled at its end.
public struct LineChart: Sendable {
  /// One curve.
  public struct Series: Sendable {
    /// What the curve shows, as it is written beside it.
    public var name: String

    /// The points in order of x; a NaN breaks the line.
    public var points: [PlotPoint]

    /// The colour.
    public var ink: Ink

    /// Dashed, as the training set's curves are.
    public var dashed: Bool

    /// A curve called `name`.
    public init(_ name: String, _ points: [PlotPoint], ink: Ink, dashed: Bool = false) {
      self.name = name
      self.points = points
      self.ink = ink
      self.dashed = dashed
    }
  }

  /// A vertical line that marks one x value, such as the best epoch.
  public struct Marker: Sendable {
    /// Where the line stands.
    public var x: Double

    /// What it says.
    public var label: String

    /// A line at `x`.
    public init(x: Double, label: String) {
      self.x = x
      self.label = label
    }
  }

  /// The heading.
  public var title: String

  /// The name of the x axis.
  public var xLabel: String

  /// The curves.
  public var series: [Series]

  /// A marked x value.
  public var marker: Marker?

  /// A value that the y axis includes whatever the data: 0 for a loss.
  public var yAnchor: Double?

  /// What the values can't leave, such as 0 to 1 for shares; the axis stops there.
  public var yBounds: ClosedRange<Double>?

  /// Width in pixels.
  public var width = 480.0

  /// Height in pixels.
  public var height = 300.0

  /// A chart of `series`.
  public init(
    title: String, xLabel: String = "epoch", series: [Series], marker: Marker? = nil, yAnchor: Double? = nil,
    yBounds: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.series = series
    self.marker = marker
    self.yAnchor = yAnchor
    self.yBounds = yBounds
  }

  /// The drawing.
  public var drawing: Drawing {
    let shown = series.filter { $0.points.contains(where: \.isFinite) }
    let points = shown.flatMap(\.points).filter(\.isFinite)
    let labelRoom = shown.map { TextWidth.of($0.name, size: 11, bold: true) }.max() ?? 0
    let frame = frame(points, labelRoom: min(labelRoom + 14, width * 0.4))
    return Drawing(width: width, height: height, label: description(of: shown)) {
      Markup("text", ["class": "title", "x": 0, "y": 14]) { title }
      frame.axes(
        x: .init(label: xLabel, ticks: xTicks(frame.x), grid: false), y: .init(label: "", ticks: frame.y.ticks(5)))
      if points.isEmpty { frame.nothingToShow }
      if let marker, marker.x.isFinite, !points.isEmpty { line(for: marker, in: frame) }
      for one in shown { frame.line(one.points, ink: one.ink, dashed: one.dashed) }
      endLabels(of: shown, in: frame)
      hoverStrips(of: shown, in: frame)
    }
  }
}

// MARK: - Parts

extension LineChart {
  private func frame(_ points: [PlotPoint], labelRoom: Double) -> PlotFrame {
    let bottom = height - 40
    let y = Scale(holding: points.map(\.y), including: yAnchor, within: yBounds, from: bottom, to: 34, ticks: 5)
    let room = Scale.texts(y.ticks(5)).map { TextWidth.of($0, size: 10) }.max() ?? 0
    let left = room + 12
    let right = max(left + 40, width - labelRoom)
    let lowest = points.map(\.x).min() ?? 0
    let highest = points.map(\.x).max() ?? 1
    let x =
      lowest < highest
      ? Scale(lowest...highest, from: left, to: right)
      : Scale((lowest - 1)...(highest + 1), from: left, to: right)
    return PlotFrame(left: left, right: right, top: 34, bottom: bottom, x: x, y: y)
  }

  /// Epochs are whole numbers: no tick stands between two of them.
  private func xTicks(_ x: Scale) -> [Double] {
    let span = x.domain.upperBound - x.domain.lowerBound
    return x.ticks(Int(min(8, max(1, span)))).filter { $0 == $0.rounded() }
  }

  @MarkupBuilder private func line(for marker: Marker, in frame: PlotFrame) -> [Markup] {
    let x = frame.x(marker.x)
    let half = TextWidth.of(marker.label, size: 10) / 2
    Markup("line", ["class": "guide", "x1": x, "x2": x, "y1": frame.top, "y2": frame.bottom])
    Markup(
      "text",
      [
        "class": "muted small", "x": min(max(x, frame.left + half), width - half), "y": frame.top - 5,
        "text-anchor": "middle",
      ]
    ) { marker.label }
  }

  /// The names at the ends of their curves, pushed apart where they would overlap.
  @MarkupBuilder private func endLabels(of shown: [Series], in frame: PlotFrame) -> [Markup] {
    let wanted = shown.map { frame.y($0.points.last(where: \.isFinite)?.y ?? 0) }
    let placed = LabelLayout.spread(wanted, gap: 14, within: frame.top...frame.bottom)
    for (one, y) in zip(shown, placed) {
      let end = frame.x(one.points.last(where: \.isFinite)?.x ?? 0)
      Markup(
        "text",
        ["class": "strong halo \(one.ink.fill)", "x": min(max(end, frame.right) + 8, width), "y": y + 4]
      ) { TextWidth.fitting(one.name, into: (width - frame.right - 8) / 1.1, size: 11) }
    }
  }

  /// One invisible strip for each x value, whose tooltip lists every curve's value there.
  @MarkupBuilder private func hoverStrips(of shown: [Series], in frame: PlotFrame) -> [Markup] {
    let xs = Set(shown.flatMap { $0.points.filter(\.isFinite).map(\.x) }).sorted()
    for (index, x) in xs.enumerated() {
      let from = index == 0 ? frame.left : (frame.x(xs[index - 1]) + frame.x(x)) / 2
      let to = index == xs.count - 1 ? frame.right : (frame.x(xs[index + 1]) + frame.x(x)) / 2
      let values = shown.compactMap { one in
        one.points.first { $0.x == x && $0.isFinite }.map { "\(one.name): \(NumberText.plain($0.y))" }
      }
      Markup(
        "rect", ["class": "hit", "x": from, "y": frame.top, "width": to - from, "height": frame.bottom - frame.top]
      ) {
        Markup("title") { (["\(xLabel) \(NumberText.plain(x))"] + values).joined(separator: "\n") }
      }
    }
  }

  private func description(of shown: [Series]) -> String {
    let ends = shown.compactMap { one in
      one.points.last(where: \.isFinite).map { "\(one.name) ends at \(NumberText.plain($0.y))" }
    }
    return ends.isEmpty ? "\(title): no data" : "\(title) over \(xLabel): \(ends.joined(separator: ", "))"
  }
}
