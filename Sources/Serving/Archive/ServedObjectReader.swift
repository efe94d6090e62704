import Archive
import Bundles
import Foundation
import Inference
import Metrics
import ResultObjects

/// Reads an archive's objects with the model that requests without a name mean; they go after what clients wait for.
struct ServedObjectReader: ObjectReader {
  /// The longer side of the pictures that results are made of.
  static let longerSide = 1024

  let state: ServerState

  /// Reads an object; it is counted, and kept in the audit store, as a client's picture is.
  ///
  /// - Throws: `RadiographError` where it can't be read; ``APIError`` where the server is too busy, or no model is ready.
  func read(_ source: SourceObject, file: Data, receivedAt time: Date) async throws -> ObjectReading {
    try await read(source, file: file, receivedAt: time, with: state.library.model())
  }

  /// Reads an object with a model.
  func read(_ source: SourceObject, file: Data, receivedAt time: Date, with model: ServedModel) async throws
    -> ObjectReading
  {
    let lease = MemoryLease(state.uploads.budget)
    try lease.grow(by: file.count)
    var request = ReadingRequest()
    request.illustration = Self.longerSide
    request.priority = .bulk
    let results = await state.read(Upload(files: [file], lease: lease), with: model, request, id: nil)
    guard let result = try results.first?.get(), let illustration = result.pictures.illustration else {
      throw APIError.internalError
    }
    if result.refusals.isEmpty {
      try await state.keep(result, file, of: model, id: RequestIDs.next(), key: nil)
    }
    return ObjectReading(result, illustration, of: model, by: request.method, time: time)
  }
}

extension ObjectReading {
  fileprivate init(
    _ result: ReadingResult, _ illustration: Illustration, of model: ServedModel, by method: ActivationMap, time: Date
  ) {
    let positiveClass = model.metadata.positiveClass
    let interval = model.metadata.task == .multilabel ? nil : model.metadata.operatingPoint.stability?.interval
    self.init(
      reading: result.reading, positiveClass: positiveClass,
      explained: illustration.explained, probability: result.reading.screeningProbability(positiveClass),
      thresholdInterval: interval.flatMap { $0.lower <= $0.upper ? $0.lower...$0.upper : nil },
      findings: result.trust.findings, picture: illustration.picture, overlay: illustration.overlay,
      heatMap: model.predictor.content(of: method), hottest: illustration.hottest,
      report: ReportText(result.reading, positiveClass: positiveClass, findings: result.trust.findings), time: time,
      precision: model.predictor.precision.used)
  }
}

extension APIError: CustomStringConvertible {
  /// The error as a sentence for people.
  var description: String { message }
}
