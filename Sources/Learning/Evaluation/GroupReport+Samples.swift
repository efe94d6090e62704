import Datasets
import Metrics

extension GroupReport {
  /// The figures of a model by an attribute of the samples that it was measured on.
  init(
    _ attribute: SampleAttribute, of screened: Screened, threshold: Double, classes: [String], bootstrap: Bootstrap?
  ) throws(MetricsError) {
    try self.init(
      attribute.rawValue, values: screened.samples.map { $0.attributes[attribute] }, of: screened.predictions,
      negatives: attribute.negatives, threshold: threshold, classes: classes, bootstrap: bootstrap)
  }
}
