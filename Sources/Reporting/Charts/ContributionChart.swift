/// What parts add to a value, as bars to both sides of nothing: the greatest first.
public struct ContributionChart: Sendable {
  /// One part.
  public struct Row: Sendable {
    /// What it is.
    public var name: String

    /// What it adds.
    public var value: Double

    /// A part called `name`.
    public init(_ name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// The heading.
  public var title: String

  /// The value without any part.
  public var base: Double

  /// The value with all of them.
  public var value: Double

  /// The parts.
  public var rows: [Row]

  /// A chart of `rows`.
  public init(title: String, base: Double, value: Double, rows: [Row]) {
    self.title = title
    self.base = base
    self.value = value
    self.rows = rows
  }

  /// Red, green and blue of what adds and of what takes away, on white: for pictures that go with the chart.
  public static let colors: (for: [UInt8], against: [UInt8]) = ([0xCF, 0x5C, 0x0A], [0x12, 0x66, 0xA8])

  private static let width = 424.0
  private static let rowHeight = 30.0
  private static let top = 56.0

  /// The drawing.
  public var drawing: Drawing {
    let sorted =
      rows.filter(\.value.isFinite).sorted { abs($0.value) > abs($1.value) } + rows.filter { !$0.value.isFinite }
    let left = 14 + min(180, rows.map { TextWidth.of($0.name, size: 11) }.max() ?? 0)
    let bottom = Self.top + Self.rowHeight * Double(max(1, rows.count))
    let x = Scale(
      holding: rows.map(\.value).filter(\.isFinite), including: 0, from: left, to: Self.width - 64, ticks: 4)
    let frame = PlotFrame(
      left: left, right: Self.width - 64, top: Self.top, bottom: bottom, x: x,
      y: Scale(0...1, from: bottom, to: Self.top))
    return Drawing(width: Self.width, height: bottom + 24, label: label) {
      Markup("text", ["class": "title", "x": 0, "y": 14]) { TextWidth.fitting(title, into: Self.width / 1.2, size: 13) }
      Markup("text", ["class": "muted", "x": 0, "y": 34]) { summary }
      frame.axes(x: .init(label: "", ticks: x.ticks(4)), y: .init(label: "", ticks: []))
      Markup("line", ["class": "axis", "x1": x(0), "x2": x(0), "y1": Self.top, "y2": bottom])
      if rows.isEmpty { frame.nothingToShow }
      for (index, row) in sorted.enumerated() {
        bar(row, y: Self.top + Self.rowHeight * (Double(index) + 0.5), left: left, x: x)
      }
    }
  }

  @MarkupBuilder private func bar(_ row: Row, y: Double, left: Double, x: Scale) -> [Markup] {
    let text = Self.signed(row.value)
    Markup("text", ["x": left - 10, "y": y + 4, "text-anchor": "end"]) {
      TextWidth.fitting(row.name, into: left - 12, size: 11)
    }
    if row.value.isFinite {
      Markup(
        "rect",
        [
          "class": (row.value > 0 ? Ink.orange : .blue).fill, "x": min(x(0), x(row.value)), "y": y - 9,
          "width": abs(x(row.value) - x(0)), "height": 18,
        ]
      ) { Markup("title") { "\(row.name): \(text)" } }
    }
    Markup("text", ["x": Self.width, "y": y + 4, "text-anchor": "end"]) { text }
  }

  private static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + NumberText.fixed(value, 3) }

  private var summary: String {
    "\(NumberText.fixed(base, 3)) without any part, \(NumberText.fixed(value, 3)) with all of them"
  }

  private var label: String {
    let parts = rows.map { "\($0.name) \(Self.signed($0.value))" }
    return "\(title): \(summary); \(parts.joined(separator: "; "))"
  }
}
