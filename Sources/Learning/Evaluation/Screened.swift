import Datasets
import Metrics

/// Whether anything is found in the samples of which that is known.
struct Screened {
  /// Those samples.
  let samples: [Sample]
  /// Their scores and truths, in the same order.
  let predictions: BinaryPredictions

  /// Samples of which it is known, and what was said of them.
  init(samples: [Sample], predictions: BinaryPredictions) {
    self.samples = samples
    self.predictions = predictions
  }

  /// The screening view of predictions of samples; nil where the truth is known of none.
  ///
  /// - Parameter thresholds: those of findings.
  init?(_ samples: [Sample], _ predictions: TaskPredictions, _ classes: TaskClasses, thresholds: [Double]) {
    guard let screening = predictions.screening(classes, thresholds: thresholds) else { return nil }
    self.samples = samples.filter { classes.isPositive($0.truth) != nil }
    self.predictions = screening
  }
}
