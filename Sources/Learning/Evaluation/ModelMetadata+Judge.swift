import Bundles
import Metrics

extension ModelMetadata {
  /// Takes over what was chosen on labelled pictures, and the figures there.
  mutating func adopt(_ judge: Judge, measured measurement: Measurement) {
    isCalibrated = true
    calibration = judge.temperature
    operatingPoint = judge.operatingPoint
    findings = judge.findings
    predictionSets = judge.predictionSets
    metrics = MeasuredMetrics(validation: measurement.report, test: nil)
  }
}
