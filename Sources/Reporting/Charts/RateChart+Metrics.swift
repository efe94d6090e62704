public import Metrics

extension RateChart.Curve {
  /// A model's ROC curve with its band.
  public init(_ name: String, _ curve: ROCCurve, band: CurveBand? = nil) {
    let points = zip(curve.falsePositiveRate, curve.truePositiveRate).map { PlotPoint(x: $0, y: $1) }
    self.init(name, points: points, band: band.map(PlotInterval.band) ?? [])
  }

  /// A model's precision–recall curve with its band, drawn in the steps that average precision sums up.
  public init(_ name: String, _ curve: PrecisionRecallCurve, band: CurveBand? = nil) {
    let corners = zip(curve.recall, curve.precision).reversed()
    var points: [PlotPoint] = []
    for (recall, precision) in corners {
      if let last = points.last, last.x != recall { points.append(PlotPoint(x: last.x, y: precision)) }
      points.append(PlotPoint(x: recall, y: precision))
    }
    self.init(name, points: points, band: band.map(PlotInterval.band) ?? [])
  }
}

extension RateChart.Mark {
  /// Where the decisions at a threshold lie on a ROC curve; nil where a class is missing.
  public static func roc(_ name: String, _ matrix: ConfusionMatrix, ink: Ink = .orange) -> RateChart.Mark? {
    guard let sensitivity = matrix.sensitivity, let specificity = matrix.specificity else { return nil }
    return RateChart.Mark(name, at: PlotPoint(x: 1 - specificity, y: sensitivity), ink: ink)
  }

  /// Where the decisions at a threshold lie on a precision–recall curve; nil where none is called positive.
  public static func precisionRecall(_ name: String, _ matrix: ConfusionMatrix, ink: Ink = .orange) -> RateChart.Mark? {
    guard let sensitivity = matrix.sensitivity, let ppv = matrix.ppv else { return nil }
    return RateChart.Mark(name, at: PlotPoint(x: sensitivity, y: ppv), ink: ink)
  }
}

extension PlotInterval {
  fileprivate static func band(_ band: CurveBand) -> [PlotInterval] {
    band.x.indices.map { PlotInterval(x: band.x[$0], lower: band.lower[$0], upper: band.upper[$0]) }
  }
}
