import Bundles
import Metrics

/// What a model's bundle says of the pictures that it was trained and tested on, beside which what it reads now can be laid.
extension Telemetry {
  /// Sets the gauges of a version; what its bundle does not say has none.
  func setReferences(of model: ServedModel) {
    let labels = labels(of: model)
    if let matrix = model.metadata.metrics.test?.screening?.confusionMatrix, matrix.total > 0 {
      metrics.set(
        "hilum_positive_share_reference", labels, to: Double(matrix.calledPositive) / Double(matrix.total))
    }
    if let detector = model.metadata.outOfDistribution {
      metrics.set("hilum_out_of_distribution_threshold", labels, to: detector.threshold)
      metrics.set("hilum_out_of_distribution_share_reference", labels, to: 1 - detector.percentile)
    }
    if let level = model.metadata.inputLevel {
      metrics.set("hilum_input_level_reference", labels + [("statistic", "mean")], to: level.mean)
      metrics.set(
        "hilum_input_level_reference", labels + [("statistic", "standard_deviation")], to: level.standardDeviation)
    }
  }

  func labels(of model: ServedModel) -> [(String, String)] {
    [("model", model.identity.name.description), ("version", "\(model.identity.version)")]
  }
}
