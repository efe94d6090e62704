import Metrics

/// Chooses temperature and operating point on validation data.
struct Judge {
  private let section: EvaluateSection
  private let classes: [String]
  private let seed: UInt64

  init(_ section: EvaluateSection, dataset: Dataset, seed: UInt64) {
    self.section = section
    classes = dataset.classes
    self.seed = seed
  }

  /// Chooses both and measures the validation data with them.
  func calibrate(_ table: LogitTable, samples: [Sample]) throws -> CalibratedJudge {
    let fitted = try TemperatureScaling(fitting: table.logits, labels: table.labels)
    let temperature = section.calibrate ? fitted : .identity
    let predictions = try table.predictions(groups: samples.map(\.patient), temperature: temperature.temperature)
    let point = try OperatingPoint(choosing: section.operatingPoint, on: predictions)
    let bootstrap = section.bootstrap > 0 ? Bootstrap(resamples: section.bootstrap, seed: seed) : nil
    return try CalibratedJudge(
      temperature: temperature, operatingPoint: point, bootstrap: bootstrap, classes: classes, validation: predictions)
  }
}

/// Measures a model whose temperature and operating point are fixed.
struct CalibratedJudge {
  let temperature: TemperatureScaling
  let operatingPoint: OperatingPoint
  /// The figures on the data that both were chosen on.
  let validation: ClassificationReport
  private let bootstrap: Bootstrap?
  private let classes: [String]

  fileprivate init(
    temperature: TemperatureScaling, operatingPoint: OperatingPoint, bootstrap: Bootstrap?, classes: [String],
    validation: BinaryPredictions
  ) throws {
    self.temperature = temperature
    self.operatingPoint = operatingPoint
    self.bootstrap = bootstrap
    self.classes = classes
    self.validation = try ClassificationReport(
      validation, threshold: operatingPoint.threshold, classes: classes, bootstrap: bootstrap)
  }

  /// The figures on other data, with intervals that draw patients.
  func report(_ table: LogitTable, samples: [Sample]) throws -> ClassificationReport {
    let predictions = try table.predictions(groups: samples.map(\.patient), temperature: temperature.temperature)
    return try ClassificationReport(
      predictions, threshold: operatingPoint.threshold, classes: classes, bootstrap: bootstrap)
  }
}
