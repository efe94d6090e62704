import Auditing
import Bundles
import Files
import Foundation
import Inference

extension ServerState {
  /// Keeps a reading in the audit store, if there is one; returns when it is safe on the disk.
  func keep(
    _ result: ReadingResult, _ file: Data, of model: ServedModel, _ context: ServerContext, index: Int?
  ) async throws {
    guard let audit else { return }
    let reading = result.reading
    try await audit.add(
      AuditRecord(
        id: PredictRoutes.id(context, index), time: Date(), model: reading.model.name, version: reading.model.version,
        sha256: Checksum(of: file).hex, prediction: reading.prediction,
        probability: reading.decision.margin + reading.decision.threshold, positive: reading.decision.positive,
        classes: model.metadata.classes, positiveClass: model.metadata.positiveClass,
        milliseconds: reading.milliseconds, key: context.principal.keyID,
        lungsFound: reading.lungs?.found, heatInLungs: reading.lungs?.heatInLungs), upload: file)
  }
}
