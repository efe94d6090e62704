import Metrics

/// Chooses temperature and operating point on validation data, and then measures with them.
struct Judge {
  /// What logits are divided by.
  let temperature: TemperatureScaling
  /// The threshold for the calibrated probability of the positive class.
  let operatingPoint: OperatingPoint
  private let bootstrap: Bootstrap?
  private let classes: [String]

  /// Chooses both as a recipe says.
  init(
    _ section: EvaluateSection, choosingOn table: LogitTable, samples: [Sample], classes: [String], seed: UInt64
  ) throws {
    let fitted = try TemperatureScaling(fitting: table.logits, labels: table.labels)
    temperature = section.calibrate ? fitted : .identity
    let predictions = try table.predictions(
      groups: samples.map(\.patient), temperature: temperature.temperature)
    operatingPoint = try OperatingPoint(choosing: section.operatingPoint, on: predictions)
    bootstrap = section.bootstrap > 0 ? Bootstrap(resamples: section.bootstrap, seed: seed) : nil
    self.classes = classes
  }

  /// The figures on a part of the data, with intervals that draw patients.
  func measure(_ table: LogitTable, samples: [Sample]) throws -> Measurement {
    let patients = samples.map(\.patient)
    let predictions = try table.predictions(groups: patients, temperature: temperature.temperature)
    return Measurement(
      samples: samples, predictions: predictions,
      uncalibrated: try table.predictions(groups: patients, temperature: 1),
      report: try ClassificationReport(
        predictions, threshold: operatingPoint.threshold, classes: classes, bootstrap: bootstrap))
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
}
