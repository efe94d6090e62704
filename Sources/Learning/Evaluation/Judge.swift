import Datasets
import Metrics

/// Chooses temperature, operating point and prediction sets on validation data, and then measures with them.
struct Judge {
  /// What logits are divided by.
  let temperature: TemperatureScaling
  /// The threshold for the calibrated probability of the positive class.
  let operatingPoint: OperatingPoint
  /// The sets of classes that can't be excluded; nil where the recipe wants none.
  let predictionSets: ConformalPredictor?
  /// How intervals are drawn.
  let bootstrap: Bootstrap?
  private let classes: [String]

  /// Chooses them as a recipe says.
  init(
    _ section: EvaluateSection, choosingOn table: LogitTable, samples: [Sample], classes: [String], seed: UInt64
  ) throws {
    let fitted = try TemperatureScaling(fitting: table.logits, labels: table.labels)
    temperature = section.calibrate ? fitted : .identity
    let predictions = try table.predictions(
      groups: samples.map(\.patient), temperature: temperature.temperature)
    operatingPoint = try OperatingPoint(choosing: section.operatingPoint, on: predictions)
    let probabilities = try table.probabilities(classes: classes, temperature: temperature.temperature)
    predictionSets = try section.conformalCoverage.map {
      try ConformalPredictor(calibrating: probabilities, coverage: $0)
    }
    bootstrap = section.bootstrap > 0 ? Bootstrap(resamples: section.bootstrap, seed: seed) : nil
    self.classes = classes
  }

  /// The figures on a part of the data, with intervals that draw patients.
  func measure(_ table: LogitTable, samples: [Sample]) throws -> Measurement {
    let patients = samples.map(\.patient)
    let predictions = try table.predictions(groups: patients, temperature: temperature.temperature)
    let probabilities = try table.probabilities(classes: classes, temperature: temperature.temperature)
    return Measurement(
      samples: samples, predictions: predictions,
      uncalibrated: try table.predictions(groups: patients, temperature: 1),
      report: try ClassificationReport(
        predictions, threshold: operatingPoint.threshold, classes: classes, bootstrap: bootstrap),
      sets: try predictionSets.map { try ConformalReport($0, on: probabilities) })
  }
}

/// What a model says of a part of its data, and the figures of that.
struct Measurement {
  let samples: [Sample]
  /// Calibrated probabilities of the positive class.
  let predictions: BinaryPredictions
  /// The same before calibration.
  let uncalibrated: BinaryPredictions
  let report: ClassificationReport
  /// How the prediction sets did.
  let sets: ConformalReport?
}
