/// A finished drawing: stand alone it is an SVG file, inside a page it takes the page's colours.
public struct Drawing: Sendable, Equatable {
  /// Width in CSS pixels.
  public let width: Double

  /// Height in CSS pixels.
  public let height: Double

  /// What the picture shows, in a sentence, for those who do not see it.
  public let label: String

  let body: [Markup]

  init(width: Double, height: Double, label: String, @MarkupBuilder body: () -> [Markup]) {
    self.width = width
    self.height = height
    self.label = label
    self.body = body()
  }

  /// White space around a drawing that stands alone.
  private static let margin = 16.0

  /// The size of the stand-alone file in CSS pixels, its margin included.
  public var pageSize: (width: Double, height: Double) {
    (width + 2 * Drawing.margin, height + 2 * Drawing.margin)
  }

  /// The drawing inside an HTML page, as wide as its container up to its own width.
  public var markup: Markup {
    Markup(
      "svg",
      [
        "class": "chart", "role": "img", "aria-label": label, "width": width, "height": height,
        "viewBox": "0 0 \(width.attributeText) \(height.attributeText)",
      ]
    ) { body }
  }

  /// The text of a stand-alone SVG file, light whatever the viewer's surroundings.
  public var svg: String {
    let (margin, page) = (Drawing.margin, pageSize)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + Markup(
        "svg",
        [
          "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "role": "img", "aria-label": label,
          "width": page.width, "height": page.height,
          "viewBox":
            "\((-margin).attributeText) \((-margin).attributeText) \(page.width.attributeText) \(page.height.attributeText)",
        ]
      ) {
        Markup("title") { label }
        Markup.style(ChartStyle.standalone)
        Markup(
          "rect", ["class": "surface", "x": -margin, "y": -margin, "width": page.width, "height": page.height])
        body
      }.text + "\n"
  }
}

// MARK: - Several drawings in one

extension Drawing {
  /// Figures side by side in rows of `columns`, each row as high as its highest.
  public static func grid(_ drawings: [Drawing], columns: Int, label: String) -> Drawing {
    let columns = max(1, columns)
    let gap = 24.0
    let cell = drawings.map(\.width).max() ?? 0
    var body: [Markup] = []
    var top = 0.0
    for start in stride(from: 0, to: drawings.count, by: columns) {
      let row = drawings[start..<min(start + columns, drawings.count)]
      for (column, drawing) in row.enumerated() {
        body.append(drawing.moved(x: Double(column) * (cell + gap), y: top))
      }
      top += (row.map(\.height).max() ?? 0) + gap
    }
    let used = Double(min(columns, drawings.count))
    return Drawing(
      width: max(1, used * cell + (used - 1) * gap), height: max(1, top - gap), label: label
    ) { body }
  }

  private func moved(x: Double, y: Double) -> Markup {
    guard x != 0 || y != 0 else { return Markup("g") { body } }
    return Markup("g", ["transform": "translate(\(x.attributeText) \(y.attributeText))"]) { body }
  }
}
