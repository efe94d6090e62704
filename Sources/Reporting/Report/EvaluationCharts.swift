import Metrics

/// The drawings of one evaluation; a curve that is undefined, since a class has no case, is left out.
struct EvaluationCharts {
  let evaluation: Report.Evaluation

  private var report: ClassificationReport { evaluation.report }
  private var predictions: BinaryPredictions { evaluation.predictions }

  /// ROC, precision–recall, reliability, histogram, risk–coverage and confusion matrices, as far as they are defined.
  var all: [Drawing] {
    [roc, precisionRecall, reliability, histogram, riskCoverage].compactMap(\.self) + confusionMatrices
  }

  private var roc: Drawing? {
    guard let curve = try? ROCCurve(predictions) else { return nil }
    let marks = thresholds.compactMap { RateChart.Mark.roc($0.name, $0.matrix, ink: $0.ink) }
    let name = legend(.auroc)
    return RateChart.roc([.init(name, curve, band: try? .roc(predictions))], marks: marks).drawing
  }

  private var precisionRecall: Drawing? {
    guard let curve = try? PrecisionRecallCurve(predictions) else { return nil }
    let marks = thresholds.compactMap { RateChart.Mark.precisionRecall($0.name, $0.matrix, ink: $0.ink) }
    let prevalence = Double(predictions.positives) / Double(predictions.count)
    let band = try? CurveBand.precisionRecall(predictions)
    return RateChart.precisionRecall([.init(legend(.auprc), curve, band: band)], prevalence: prevalence, marks: marks)
      .drawing
  }

  private var reliability: Drawing? {
    let sets = [("calibrated", predictions), evaluation.uncalibrated.map { ("uncalibrated", $0) }].compactMap(\.self)
    let series = sets.compactMap { name, predictions in
      (try? ReliabilityDiagram(predictions)).map { diagram in
        ReliabilityChart.Series("\(name), ECE \(NumberText.fixed(diagram.ece, 3))", diagram)
      }
    }
    return series.isEmpty ? nil : ReliabilityChart(series).drawing
  }

  private var histogram: Drawing? {
    guard let histogram = try? ScoreHistogram(predictions, bins: 25) else { return nil }
    return ScoreHistogramChart(
      histogram, confusionMatrix: report.confusionMatrix, threshold: report.threshold, classes: report.classes
    ).drawing
  }

  private var riskCoverage: Drawing? {
    report.riskCoverage.map { curve in
      let points = zip(curve.coverage, curve.risk).map { PlotPoint(x: 100 * $0, y: $1) }
      return LineChart(
        title: "Errors among the surest", xLabel: "per cent of cases, the surest first",
        series: [.init("share of errors", points, ink: .blue)], yAnchor: 0, yBounds: 0...1
      ).drawing
    }
  }

  private var confusionMatrices: [Drawing] {
    thresholds.map {
      ConfusionMatrixChart($0.matrix, classes: report.classes, title: "Confusion matrix, \($0.name)").drawing
    }
  }

  /// The operating point, and 0.5 unless they are the same.
  private var thresholds: [(name: String, matrix: ConfusionMatrix, ink: Ink)] {
    let point = (
      name: "operating point \(NumberText.fixed(report.threshold, 3))", matrix: report.confusionMatrix, ink: Ink.orange
    )
    guard report.threshold != 0.5 else { return [point] }
    return [point, (name: "threshold 0.5", matrix: report.atHalf.confusionMatrix, ink: .olive)]
  }

  private func legend(_ figure: Figure) -> String {
    "\(figure.title) \(Estimate(figure, of: report.atThreshold).text())"
  }
}
