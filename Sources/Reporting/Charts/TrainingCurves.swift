import Metrics

/// How a training went: losses, metrics and, where it changed, the learning rate over epochs.
public struct TrainingCurves: Sendable {
  /// What was measured.
  public var history: History

  /// The epoch whose weights were kept.
  public var bestEpoch: Int?

  /// Curves of `history`.
  public init(_ history: History, bestEpoch: Int? = nil) {
    self.history = history
    self.bestEpoch = bestEpoch
  }

  /// The panels side by side.
  public var drawing: Drawing {
    let panels = charts.map(\.drawing)
    return Drawing.grid(
      panels, columns: 2, label: "Training curves. " + panels.map(\.label).joined(separator: ". "))
  }

  private var charts: [LineChart] {
    let losses = names { $0.hasSuffix("loss") }
    let metrics = names { !$0.hasSuffix("loss") }
    var charts = [LineChart(title: "Loss", series: series(losses), marker: marker)]
    if !metrics.isEmpty {
      let title = metrics.count == 1 ? TrainingCurves.title(of: metrics[0]) : "Metrics"
      charts.append(LineChart(title: title, series: series(metrics), marker: marker, yBounds: 0...1))
    }
    let rates = history["learning_rate"]
    if Set(rates.map(\.y)).count > 1 {
      charts.append(
        LineChart(
          title: "Learning rate", series: [.init("learning rate", rates, ink: .blue)], yAnchor: 0))
      let seconds = history["seconds"]
      if !seconds.isEmpty {
        charts.append(
          LineChart(title: "Seconds an epoch", series: [.init("seconds", seconds, ink: .blue)], yAnchor: 0))
      }
    }
    return charts
  }

  private var marker: LineChart.Marker? {
    bestEpoch.map { LineChart.Marker(x: Double($0), label: "best: epoch \($0)") }
  }

  /// The figures measured on either set, without their prefixes, in the order of the columns.
  private func names(where isWanted: (String) -> Bool) -> [String] {
    var names: [String] = []
    for column in history.columns {
      for prefix in ["train_", "validation_"] where column.hasPrefix(prefix) {
        let name = String(column.dropFirst(prefix.count))
        if isWanted(name) && !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  /// The curves of figures: validation is solid, training dashed.
  ///
  /// A figure that is alone has a colour for each; several have one each, none of them those two.
  private func series(_ names: [String]) -> [LineChart.Series] {
    guard names.count > 1 else {
      return names.flatMap { name in
        [
          LineChart.Series("validation", history["validation_" + name], ink: .blue),
          LineChart.Series("training", history["train_" + name], ink: .orange, dashed: true),
        ]
      }
    }
    return names.enumerated().flatMap { index, name in
      let title = TrainingCurves.title(of: name)
      return [
        LineChart.Series(title, history["validation_" + name], ink: .series(index + 2)),
        LineChart.Series("\(title), training", history["train_" + name], ink: .series(index + 2), dashed: true),
      ]
    }
  }

  private static func title(of name: String) -> String {
    Figure(rawValue: name)?.title ?? name.replacing("_", with: " ")
  }
}
