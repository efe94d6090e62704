import Bundles
import Datasets
import Metrics

/// Chooses temperatures, operating points and prediction sets on validation data, and then measures with them.
///
/// Classes that exclude each other have one temperature, that of their softmax; findings have one each, that of their
/// sigmoid, fitted on the samples in which their truth is known. Every class and finding has an operating point of its own;
/// beside them stands that of the screening view, whether anything is found.
struct Judge {
  /// What logits are divided by; of findings, which have temperatures of their own, nothing.
  let temperature: TemperatureScaling
  /// The threshold for the calibrated probability of the positive class, or for the score of the screening view.
  let operatingPoint: OperatingPoint
  /// How each of several classes or findings is called; nil for two classes.
  let findings: [FindingDescription]?
  /// The sets of classes that can't be excluded; nil where the recipe wants none, and of findings.
  let predictionSets: ConformalPredictor?
  /// How intervals are drawn.
  let bootstrap: Bootstrap?
  /// What choosing the threshold under stress changed; nil where it was chosen on pictures as they are, and of findings.
  let tradeOff: OperatingTradeOff?
  /// What is decided.
  let classes: TaskClasses
  /// What stressed validation pictures are called as data that a threshold was chosen on.
  static let stressedName = "stressed validation"
  private static let plainName = "validation"
  /// Resamples of the patients that choose thresholds.
  private static let resamples = 400

  /// Chooses them as a recipe says.
  ///
  /// Where the threshold is chosen under stress, the temperature is fitted on clean and stressed pictures together, so
  /// that probabilities hold on both; views of one picture count as one where it is said how sure a probability may be.
  ///
  /// - Parameter stressed: Validation pictures under the light battery, where the recipe chooses by them.
  init(
    _ section: EvaluateSection, choosingOn table: LogitTable, samples: [Sample],
    stressed: (samples: [Sample], logits: LogitTable)? = nil, seed: UInt64
  ) throws {
    let classes = table.classes
    self.classes = classes
    bootstrap = section.bootstrap > 0 ? Bootstrap(resamples: section.bootstrap, seed: seed) : nil
    let drawing = Bootstrap(resamples: Self.resamples, seed: seed)
    let criterion = section.operatingPoint.criterion
    let patients = (samples + (stressed?.samples ?? [])).map(\.patient)
    let calibration = TaskCalibration(
      on: stressed.map { table.appending($0.logits) } ?? table, patients: patients, pictures: samples.count,
      isFitted: section.calibrate, seed: seed)
    let temperatures: [FindingTemperature]
    (temperature, temperatures) = try calibration.fitted()
    let divisors = temperatures.isEmpty ? [temperature.temperature] : temperatures.map(\.scaling.temperature)
    func predictions(_ table: LogitTable, _ samples: [Sample]) throws -> TaskPredictions {
      try table.predictions(groups: samples.map(\.patient), temperatures: divisors)
    }
    let clean = try predictions(table, samples)
    let changed = try stressed.map { try predictions($0.logits, $0.samples) }
    let chosenOn = changed == nil ? Self.plainName : Self.stressedName

    findings = try (changed ?? clean).several.map { several in
      try zip(table.classes.names, temperatures).enumerated().map { index, named in
        FindingDescription(
          name: named.0, calibration: named.1.scaling,
          temperatureInterval: named.1.interval.map { [$0.lower, $0.upper] },
          operatingPoint: try OperatingPoint(
            settling: criterion, onFinding: several.finding(index), chosenOn: chosenOn, bootstrap: drawing))
      }
    }
    if classes.task == .multilabel {
      // Findings decide at thresholds of their own, which the screening view's score has at one half.
      let thresholds = findings?.map(\.operatingPoint.threshold) ?? []
      operatingPoint = try OperatingPoint(
        settling: .fixed(0.5), onFinding: (changed ?? clean).screening(classes, thresholds: thresholds),
        chosenOn: chosenOn)
      tradeOff = nil
      predictionSets = nil
      return
    }
    func settle(_ predictions: TaskPredictions, on name: String) throws -> (OperatingPoint, BinaryPredictions) {
      guard let screened = predictions.screening(classes, thresholds: []) else { throw MetricsError.empty }
      return (
        try OperatingPoint(settling: criterion, on: screened, chosenOn: name, bootstrap: drawing), screened
      )
    }
    let plainChoice = try settle(clean, on: Self.plainName)
    let stressedChoice = try changed.map { try settle($0, on: Self.stressedName) }
    operatingPoint = stressedChoice?.0 ?? plainChoice.0
    tradeOff = stressedChoice.map { point, predictions in
      OperatingTradeOff(
        chosen: point.threshold, alternative: plainChoice.0.threshold, clean: plainChoice.1, stressed: predictions)
    }
    let probabilities = try table.probabilities(temperature: temperature.temperature)
    predictionSets = try section.conformalCoverage.map {
      try ConformalPredictor(calibrating: probabilities, coverage: $0)
    }
  }

  /// The figures on a part of the data, with intervals that draw patients.
  func measure(_ table: LogitTable, samples: [Sample]) throws -> Measurement {
    let patients = samples.map(\.patient)
    let thresholds = findings?.map(\.operatingPoint.threshold) ?? []
    let predictions = try table.predictions(groups: patients, temperatures: divisors)
    let uncalibrated = try table.predictions(groups: patients, temperatures: divisors.map { _ in 1 })
    return Measurement(
      samples: samples, predictions: predictions,
      screening: Screened(samples, predictions, classes, thresholds: thresholds),
      uncalibrated: uncalibrated.screening(classes, thresholds: thresholds),
      report: try predictions.report(
        classes, threshold: operatingPoint.threshold, thresholds: thresholds, bootstrap: bootstrap),
      sets: try predictionSets.map {
        try ConformalReport($0, on: table.probabilities(temperature: temperature.temperature))
      })
  }

  /// What logits are divided by: one number for all classes, or one for each finding.
  private var divisors: [Double] {
    classes.task == .multilabel
      ? (findings ?? []).map(\.calibration.temperature) : [temperature.temperature]
  }
}

/// What a model says of a part of its data, and the figures of that.
struct Measurement {
  let samples: [Sample]
  /// Calibrated probabilities.
  let predictions: TaskPredictions
  /// Whether anything is found; nil where that is known of no sample.
  let screening: Screened?
  /// The same before calibration.
  let uncalibrated: BinaryPredictions?
  let report: EvaluationReport
  /// How the prediction sets did.
  let sets: ConformalReport?
}
