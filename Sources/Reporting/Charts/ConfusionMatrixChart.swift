public import Metrics

/// Counts of true class against predicted class, shaded by each row's share.
public struct ConfusionMatrixChart: Sendable {
  /// The classes in index order.
  public var classes: [String]

  /// `counts[true][predicted]`.
  public var counts: [[Int]]

  /// The heading.
  public var title: String

  /// A matrix over `classes`; rows that are missing or short count as zeros.
  public init(classes: [String], counts: [[Int]], title: String = "Confusion matrix") {
    self.classes = classes
    self.counts = counts
    self.title = title
  }

  /// The drawing.
  public var drawing: Drawing {
    let left = 36 + min(150, classes.map { TextWidth.of($0, size: 11, bold: true) }.max() ?? 0)
    let cell = min(150, (PlotFrame.unitSquareWidth - left) / Double(max(2, classes.count)))
    let top = 62.0
    let side = cell * Double(max(1, classes.count))
    return Drawing(width: PlotFrame.unitSquareWidth, height: top + side + 14, label: label) {
      Markup("text", ["class": "title", "x": 0, "y": 14]) { title }
      Markup("text", ["class": "muted", "x": left + side / 2, "y": 36, "text-anchor": "middle"]) { "predicted" }
      Markup(
        "text",
        [
          "class": "muted", "text-anchor": "middle",
          "transform": "translate(14 \((top + side / 2).attributeText)) rotate(-90)",
        ]
      ) { "true" }
      for (index, name) in classes.enumerated() {
        let centre = cell * (Double(index) + 0.5)
        Markup("text", ["class": "strong", "x": left + centre, "y": top - 8, "text-anchor": "middle"]) {
          TextWidth.fitting(name, into: (cell - 4) / 1.1, size: 11)
        }
        Markup("text", ["class": "strong", "x": left - 10, "y": top + centre + 4, "text-anchor": "end"]) {
          TextWidth.fitting(name, into: (left - 35) / 1.1, size: 11)
        }
      }
      for row in classes.indices {
        for column in classes.indices {
          self.cell(row, column, x: left + cell * Double(column), y: top + cell * Double(row), side: cell)
        }
      }
    }
  }
}

// MARK: - Parts

extension ConfusionMatrixChart {
  @MarkupBuilder private func cell(_ row: Int, _ column: Int, x: Double, y: Double, side: Double) -> [Markup] {
    let count = self[row, column]
    let total = classes.indices.map { self[row, $0] }.reduce(0, +)
    let share = total > 0 ? Double(count) / Double(total) : 0
    let ink: Ink = row == column ? .blue : .orange
    let isSmall = side < 70
    let middle = x + side / 2
    Markup("rect", ["class": "axis", "x": x + 1.5, "y": y + 1.5, "width": side - 3, "height": side - 3, "rx": 4])
    Markup(
      "rect",
      [
        "class": ink.fill, "fill-opacity": 0.08 + 0.42 * share, "x": x + 1.5, "y": y + 1.5, "width": side - 3,
        "height": side - 3, "rx": 4,
      ]
    ) {
      Markup("title") {
        "true \(classes[row]), predicted \(classes[column]): \(count) of \(total) (\(NumberText.percent(share)))"
      }
    }
    Markup(
      "text", ["class": isSmall ? "strong" : "large", "x": middle, "y": y + side / 2 + 2, "text-anchor": "middle"]
    ) { NumberText.count(count) }
    if !isSmall {
      Markup("text", ["x": middle, "y": y + side / 2 + 20, "text-anchor": "middle"]) {
        total > 0 ? NumberText.percent(share) : NumberText.absent
      }
      if let name = binaryName(row, column) {
        Markup("text", ["class": "small", "x": x + 12, "y": y + 20]) { name }
      }
    }
  }

  private func binaryName(_ row: Int, _ column: Int) -> String? {
    guard classes.count == 2 else { return nil }
    return [["true negative", "false positive"], ["false negative", "true positive"]][row][column]
  }

  private subscript(row: Int, column: Int) -> Int {
    counts.indices.contains(row) && counts[row].indices.contains(column) ? counts[row][column] : 0
  }

  private var label: String {
    let cells = classes.indices.flatMap { row in
      classes.indices.map { "true \(classes[row]), predicted \(classes[$0]): \(self[row, $0])" }
    }
    return "\(title): \(cells.joined(separator: "; "))"
  }
}

extension ConfusionMatrixChart {
  /// The chart of binary decisions; `classes` are the negative and the positive one.
  public init(_ matrix: ConfusionMatrix, classes: [String], title: String = "Confusion matrix") {
    self.init(
      classes: classes,
      counts: [
        [matrix.trueNegatives, matrix.falsePositives], [matrix.falseNegatives, matrix.truePositives],
      ], title: title)
  }
}
