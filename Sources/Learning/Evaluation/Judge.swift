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
  /// What choosing the threshold under stress changed; nil where it was chosen on pictures as they are.
  let tradeOff: OperatingTradeOff?
  private let classes: [String]
  /// What stressed validation pictures are called as data that a threshold was chosen on.
  static let stressedName = "stressed validation"
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
    stressed: (samples: [Sample], logits: LogitTable)? = nil, classes: [String], seed: UInt64
  ) throws {
    let logits = table.logits + (stressed?.logits.logits ?? [])
    let labels = table.labels + (stressed?.logits.labels ?? [])
    let temperature =
      try section.calibrate
      ? TemperatureScaling(fitting: logits, labels: labels, pictures: samples.count)
      : TemperatureScaling(leaving: logits, labels: labels, pictures: samples.count)
    self.temperature = temperature
    func settle(_ table: LogitTable, _ samples: [Sample], on name: String) throws -> (OperatingPoint, BinaryPredictions)
    {
      let predictions = try table.predictions(groups: samples.map(\.patient), temperature: temperature.temperature)
      let point = try OperatingPoint(
        settling: section.operatingPoint.criterion, on: predictions, chosenOn: name,
        bootstrap: Bootstrap(resamples: Self.resamples, seed: seed))
      return (point, predictions)
    }
    let (cleanPoint, clean) = try settle(table, samples, on: "validation")
    let stressedChoice = try stressed.map { try settle($0.logits, $0.samples, on: Self.stressedName) }
    operatingPoint = stressedChoice?.0 ?? cleanPoint
    tradeOff = stressedChoice.map { point, predictions in
      OperatingTradeOff(
        chosen: point.threshold, alternative: cleanPoint.threshold, clean: clean, stressed: predictions)
    }
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
