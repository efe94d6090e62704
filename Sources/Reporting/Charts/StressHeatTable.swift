public import Metrics

/// Balanced accuracy under every kind of stress and severity: a kind a row, a severity a column, the deeper the colour the
/// more is lost.
public struct StressHeatTable: Sendable {
  private let report: StressReport

  /// The table of a report.
  public init(_ report: StressReport) { self.report = report }

  /// The drawing.
  public var drawing: Drawing {
    let summary = report.summary
    let columns = report.severities.map(String.init) + ["mean"]
    var top = Self.top
    var rows: [Row] = [
      Row(name: "As they are", y: top, values: Array(repeating: nil, count: columns.count - 1) + [summary.clean])
    ]
    top += Self.height + Self.gap
    for (index, kind) in summary.kinds.enumerated() {
      if index > 0, kind.family != summary.kinds[index - 1].family { top += Self.gap }
      rows.append(
        Row(
          name: kind.seen == false ? "\(kind.name) *" : kind.name, y: top,
          values: report.severities.map { report.figures(kind.kind, severity: $0) } + [kind.figures]))
      top += Self.height
    }
    top += Self.gap
    for (name, figures) in summary.means {
      rows.append(Row(name: name, y: top, values: Array(repeating: nil, count: columns.count - 1) + [figures]))
      top += Self.height
    }
    let left = 14 + min(220, rows.map { TextWidth.of($0.name, size: 11, bold: true) }.max() ?? 0)
    let width = max(420, left + Self.width * Double(columns.count))
    return Drawing(width: width, height: top + 8, label: label) {
      Markup("text", ["class": "title", "x": 0, "y": 14]) { "Balanced accuracy under stress" }
      Markup("text", ["class": "muted", "x": 0, "y": 32]) {
        "At the operating point, by severity; the deeper the colour, the more is lost."
          + (summary.meanHeldOut == nil ? "" : " * held out of training.")
      }
      for (column, title) in columns.enumerated() {
        Markup(
          "text",
          [
            "class": "strong", "x": left + Self.width * (Double(column) + 0.5), "y": Self.top - 8,
            "text-anchor": "middle",
          ]
        ) { title }
      }
      for row in rows {
        Markup("text", ["x": left - 10, "y": row.y + Self.height / 2 + 4, "text-anchor": "end"]) {
          TextWidth.fitting(row.name, into: left - 12, size: 11)
        }
        for (column, figures) in row.values.enumerated() {
          if let figures {
            cell(figures, "\(row.name), \(columns[column])", x: left + Self.width * Double(column), y: row.y)
          }
        }
      }
    }
  }

  // MARK: - Parts

  private static let top = 62.0
  private static let gap = 10.0
  private static let height = 23.0
  private static let width = 52.0

  /// A line of the table; nil where a kind has no such severity.
  private struct Row {
    let name: String
    let y: Double
    let values: [StressFigures?]
  }

  @MarkupBuilder private func cell(_ figures: StressFigures, _ name: String, x: Double, y: Double) -> [Markup] {
    let value = figures.balancedAccuracy
    // A balanced accuracy of 0.5 is that of chance: nothing is left to lose.
    let lost = min(1, max(0, (1 - (value ?? 1)) / 0.5))
    Markup(
      "rect",
      [
        "class": Ink.orange.fill, "fill-opacity": 0.03 + 0.52 * lost, "x": x + 1, "y": y + 1, "width": Self.width - 2,
        "height": Self.height - 2, "rx": 3,
      ]
    ) {
      Markup("title") {
        "\(name): \(Estimate(value, interval: figures.intervals.balancedAccuracy).text()), AUROC "
          + "\(NumberText.fixed(figures.auroc, 3)), sensitivity \(NumberText.fixed(figures.sensitivity, 3)), specificity "
          + NumberText.fixed(figures.specificity, 3)
      }
    }
    Markup("text", ["x": x + Self.width / 2, "y": y + Self.height / 2 + 4, "text-anchor": "middle"]) {
      NumberText.fixed(value, 3)
    }
  }

  private var label: String { "Balanced accuracy under stress. \(report.summary.meaning)" }
}
