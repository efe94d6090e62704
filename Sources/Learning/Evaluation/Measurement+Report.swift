import Metrics
import Reporting

extension Measurement {
  /// What a report shows of it; nil where nothing is known of whether anything is found.
  ///
  /// - Parameter name: What the part of the data is called.
  func evaluation(_ name: String) -> Report.Evaluation? {
    guard let screening, let report = report.screening else { return nil }
    return Report.Evaluation(
      name, predictions: screening.predictions, uncalibrated: uncalibrated, report: report,
      several: self.report.several.flatMap { report in
        predictions.several.map { Report.Evaluation.Several(predictions: $0, report: report) }
      })
  }
}
