/// The rectangle that a chart's data lies in, with its two scales; draws axes, lines and bands.
struct PlotFrame {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  let x: Scale
  let y: Scale

  /// Ticks and the name of one axis.
  struct Axis {
    var label: String
    var ticks: [Double]
    var texts: [String]?
    var grid = true
  }

  /// Grid, tick labels, the base line and both axis names.
  @MarkupBuilder func axes(x xAxis: Axis, y yAxis: Axis) -> [Markup] {
    for (tick, text) in zip(yAxis.ticks, yAxis.texts ?? Scale.texts(yAxis.ticks)) {
      if yAxis.grid {
        Markup("line", ["class": "grid", "x1": left, "x2": right, "y1": y(tick), "y2": y(tick)])
      }
      Markup("text", ["class": "muted small", "x": left - 7, "y": y(tick) + 3.5, "text-anchor": "end"]) { text }
    }
    for (tick, text) in zip(xAxis.ticks, xAxis.texts ?? Scale.texts(xAxis.ticks)) {
      if xAxis.grid {
        Markup("line", ["class": "grid", "x1": x(tick), "x2": x(tick), "y1": top, "y2": bottom])
      }
      Markup("text", ["class": "muted small", "x": x(tick), "y": bottom + 15, "text-anchor": "middle"]) { text }
    }
    Markup("line", ["class": "axis", "x1": left, "x2": right, "y1": bottom, "y2": bottom])
    Markup("text", ["class": "muted", "x": (left + right) / 2, "y": bottom + 32, "text-anchor": "middle"]) {
      xAxis.label
    }
    if !yAxis.label.isEmpty {
      let middle = (top + bottom) / 2
      Markup(
        "text",
        [
          "class": "muted", "text-anchor": "middle",
          "transform": "translate(14 \(middle.attributeText)) rotate(-90)",
        ]
      ) { yAxis.label }
    }
  }

  /// A line through `points`; a value that is not finite breaks it, and a lone point becomes a dot.
  @MarkupBuilder func line(_ points: [PlotPoint], ink: Ink, dashed: Bool = false) -> [Markup] {
    let runs = PlotFrame.runs(points)
    let path = runs.filter { $0.count > 1 }.map { "M" + $0.map(position).joined(separator: "L") }.joined()
    if !path.isEmpty {
      Markup("path", ["class": "line \(ink.stroke)\(dashed ? " dash thin" : "")", "d": path])
    }
    for run in runs where run.count == 1 {
      Markup("circle", ["class": ink.fill, "cx": x(run[0].x), "cy": y(run[0].y), "r": 3])
    }
  }

  /// The area between two lines that share their x values.
  func band(_ band: [PlotInterval], ink: Ink) -> Markup? {
    let finite = band.filter { $0.x.isFinite && $0.lower.isFinite && $0.upper.isFinite }
    guard finite.count > 1 else { return nil }
    let there = finite.map { position(PlotPoint(x: $0.x, y: $0.upper)) }
    let back = finite.reversed().map { position(PlotPoint(x: $0.x, y: $0.lower)) }
    return Markup("path", ["class": "band \(ink.fill)", "d": "M" + (there + back).joined(separator: "L") + "Z"])
  }

  /// A dot with a ring of the surface's colour, so that it stands out from its line.
  func dot(_ point: PlotPoint, ink: Ink, radius: Double = 5, tooltip: String) -> Markup? {
    guard point.isFinite else { return nil }
    return Markup("circle", ["class": "ring \(ink.fill)", "cx": x(point.x), "cy": y(point.y), "r": radius]) {
      Markup("title") { tooltip }
    }
  }

  /// Words in place of data that is not there.
  var nothingToShow: Markup {
    Markup("text", ["class": "muted", "x": (left + right) / 2, "y": (top + bottom) / 2, "text-anchor": "middle"]) {
      "no data"
    }
  }

  private func position(_ point: PlotPoint) -> String {
    "\(x(point.x).attributeText) \(y(point.y).attributeText)"
  }

  private static func runs(_ points: [PlotPoint]) -> [[PlotPoint]] {
    points.split { !$0.isFinite }.map(Array.init)
  }
}
