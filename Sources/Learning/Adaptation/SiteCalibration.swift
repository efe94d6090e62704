import Bundles
import Datasets
import Metrics

/// Temperature and operating point, fitted on a site's labelled pictures.
struct SiteCalibration {
  let temperature: TemperatureScaling
  let operatingPoint: OperatingPoint

  /// Fits both.
  init(_ table: LogitTable, patients: [String], criterion: OperatingCriterion) throws {
    temperature = try TemperatureScaling(fitting: table.logits, labels: table.labels)
    operatingPoint = try OperatingPoint(
      choosing: criterion, on: table.predictions(groups: patients, temperature: temperature.temperature),
      chosenOn: SiteAdaptation.partName)
  }

  /// The interval of the threshold when patients are drawn anew, at this temperature.
  func thresholdInterval(
    _ reading: SiteReading, _ bootstrap: Bootstrap
  ) throws -> ConfidenceInterval? {
    let criterion = operatingPoint.criterion
    return try bootstrap.interval(
      of: reading.logits.predictions(groups: reading.patients, temperature: temperature.temperature)
    ) { try? OperatingPoint(choosing: criterion, on: $0).threshold }
  }

  /// The figures with temperature and threshold as they are, on pictures that they were not fitted on.
  static func figures(
    _ reading: SiteReading, temperature: Double, threshold: Double, _ bootstrap: Bootstrap
  ) throws -> SiteFigures {
    let predictions = try reading.logits.predictions(groups: reading.patients, temperature: temperature)
    return try SiteFigures(
      reading, probabilities: predictions.scores, margins: predictions.scores.map { $0 - threshold }, bootstrap)
  }

  /// The figures with temperature and threshold fitted on the patients of all other folds.
  ///
  /// - Throws: `DataError.tooFewPatients` where a class has fewer patients than there are folds.
  static func crossFittedFigures(
    _ reading: SiteReading, criterion: OperatingCriterion, folds: Int, seed: UInt64, _ bootstrap: Bootstrap
  ) throws -> SiteFigures {
    var probabilities = [Double](repeating: 0, count: reading.dataset.samples.count)
    var margins = probabilities
    for fold in try reading.dataset.folds(folds, seed: seed) {
      let isHeldOut = fold.samples.map { $0.split == .test }
      let rest = reading.part { !isHeldOut[$0] }
      let fitted = try SiteCalibration(rest.table, patients: rest.patients, criterion: criterion)
      let held = reading.part { isHeldOut[$0] }
      let scores = try held.table.predictions(
        groups: nil, temperature: fitted.temperature.temperature
      ).scores
      for (place, score) in zip(isHeldOut.indices.filter { isHeldOut[$0] }, scores) {
        probabilities[place] = score
        margins[place] = score - fitted.operatingPoint.threshold
      }
    }
    return try SiteFigures(reading, probabilities: probabilities, margins: margins, bootstrap)
  }
}
