public import Radiograph

/// Small pictures in a grid with captions: augmented samples, worst errors.
public struct ContactSheet: Sendable {
  /// One picture.
  public struct Item: Sendable {
    /// The picture, already small: it is stored as it is.
    public var picture: Radiograph

    /// One line below it.
    public var caption: String

    /// A picture with its caption.
    public init(_ picture: Radiograph, caption: String) {
      self.picture = picture
      self.caption = caption
    }
  }

  /// The heading; none where it is empty.
  public var title: String

  /// The pictures in reading order.
  public var items: [Item]

  /// Pictures in a row.
  public var columns: Int

  /// The side of the square that each picture is fitted into, in CSS pixels.
  public var cell: Double

  /// A sheet of `items`.
  public init(title: String = "", items: [Item], columns: Int = 8, cell: Double = 128) {
    self.title = title
    self.items = items
    self.columns = max(1, columns)
    self.cell = max(16, cell)
  }

  /// The drawing, with every picture inside it.
  ///
  /// - Throws: `RadiographError` if a picture is too large to be written as PNG.
  public func drawing() throws(RadiographError) -> Drawing {
    let gap = 8.0
    let top = title.isEmpty ? 0.0 : 26
    let row = cell + 20
    let used = Double(max(1, min(columns, items.count)))
    let rows = Double((items.count + columns - 1) / columns)
    var body: [Markup] = []
    for (index, item) in items.enumerated() {
      let x = Double(index % columns) * (cell + gap)
      let y = top + Double(index / columns) * row
      body += try markup(of: item, x: x, y: y)
    }
    return Drawing(
      width: max(used * (cell + gap) - gap, TextWidth.of(title, size: 13, bold: true)),
      height: max(1, top + rows * row),
      label: "\(title.isEmpty ? "Contact sheet" : title): \(items.map(\.caption).joined(separator: "; "))"
    ) {
      if !title.isEmpty { Markup("text", ["class": "title", "x": 0, "y": 14]) { title } }
      body
    }
  }

  @MarkupBuilder private func markup(of item: Item, x: Double, y: Double) throws(RadiographError) -> [Markup] {
    let source = try item.picture.pngDataURI()
    Markup("rect", ["x": x, "y": y, "width": cell, "height": cell])
    Markup("image", ["href": source, "x": x, "y": y, "width": cell, "height": cell]) {
      Markup("title") { item.caption }
    }
    Markup("text", ["class": "muted small", "x": x, "y": y + cell + 13]) {
      TextWidth.fitting(item.caption, into: cell, size: 10)
    }
  }
}
