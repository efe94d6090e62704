import Auditing
import Bundles
import Files
import Foundation
import Inference

extension ServerState {
  /// Keeps a reading in the audit store, if there is one; returns when it is safe on the disk.
  ///
  /// - Parameters:
  ///   - id: names the reading.
  ///   - key: the id of the key that was used.
  func keep(
    _ result: ReadingResult, _ file: Data, of model: ServedModel, id: String, key: String?
  ) async throws {
    guard let audit else { return }
    let reading = result.reading
    try await audit.add(
      AuditRecord(
        id: id, time: Date(), model: reading.model.name, version: reading.model.version,
        sha256: Checksum(of: file).hex, prediction: reading.prediction,
        probability: reading.decision.margin + reading.decision.threshold, positive: reading.decision.positive,
        classes: AuditRecord.Classes(
          task: model.metadata.task, names: model.metadata.classes, positive: model.metadata.positiveClass,
          negative: model.metadata.negativeClass),
        findings: reading.findings?.map(AuditRecord.Finding.init), milliseconds: reading.milliseconds, key: key,
        lungsFound: reading.lungs?.found, heatInLungs: reading.lungs?.heatInLungs), upload: file)
  }
}

extension AuditRecord.Finding {
  fileprivate init(_ finding: Finding) {
    self.init(
      name: finding.name, probability: finding.probability, decision: finding.decision, threshold: finding.threshold)
  }
}
