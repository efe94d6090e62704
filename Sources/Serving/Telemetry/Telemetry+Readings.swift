import Inference
import Logging
import Radiograph

extension Telemetry {
  /// Logs what was read of a picture, or why it was refused, where the server was told to.
  ///
  /// No file name and no patient is in the line, and nothing of the picture.
  ///
  /// - Parameter id: The request's, with the picture's place where it has several; nil for an archive's object.
  func log(_ result: Result<ReadingResult, any Error>, of model: ServedModel, id: String?) {
    guard logsReadings else { return }
    var metadata: Logger.Metadata = [
      "model": "\(model.identity.name)", "version": "\(model.identity.version)",
    ]
    if let id { metadata["request_id"] = "\(id)" }
    switch result {
    case .success(let result) where result.refusals.isEmpty:
      logger.info("prediction", metadata: metadata.merging(Self.metadata(of: result.reading)) { $1 })
    case .success(let result):
      metadata["reason"] = "\(result.refusals.map(\.code.rawValue).joined(separator: ", "))"
      logger.info("prediction refused", metadata: metadata)
    case .failure(let error):
      metadata["reason"] = "\(APIError(error).code)"
      logger.info("prediction refused", metadata: metadata)
    }
  }

  private static func metadata(of reading: Reading) -> Logger.Metadata {
    var metadata: Logger.Metadata = [
      "class": "\(reading.prediction)", "probability": "\(rounded(reading.confidence, 10_000))",
      "positive": "\(reading.decision.positive)", "threshold": "\(rounded(reading.decision.threshold, 10_000))",
      "milliseconds": "\(rounded(reading.milliseconds, 10))",
    ]
    if let findings = reading.findings {
      metadata["findings"] = "\(findings.filter(\.decision).map(\.name).joined(separator: ", "))"
    }
    return metadata
  }

  private static func rounded(_ value: Double, _ factor: Double) -> Double { (value * factor).rounded() / factor }
}
