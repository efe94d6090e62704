import Datasets
import Metrics

extension GroupReport {
  /// The figures of a model by an attribute of the samples that its predictions are of, in the same order.
  init(
    _ attribute: SampleAttribute, of samples: [Sample], _ predictions: BinaryPredictions, threshold: Double,
    classes: [String], bootstrap: Bootstrap?
  ) throws(MetricsError) {
    try self.init(
      attribute.rawValue, values: samples.map { $0.attributes[attribute] }, of: predictions,
      negatives: attribute.negatives, threshold: threshold, classes: classes, bootstrap: bootstrap)
  }
}
