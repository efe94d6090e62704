import Bundles
import Foundation
import Inference
import OpenInference

/// Runs a model on the tensors or files of a protocol request.
struct TensorInference: Sendable {
  let state: ServerState
  let model: ServedModel
  /// The request's, in the log.
  let requestID: String

  /// What the network gave, row by row.
  private struct Rows: Sendable {
    var logits: [Float] = []
    var probabilities: [Float] = []
    var predictions: [String] = []
    var lungs: [Data] = []
    var count = 0
  }

  /// The answer to a request whose tensors have been checked.
  ///
  /// - Throws: ``APIError``, `InferenceError`, `RadiographError`.
  func answer(_ request: InferenceRequest) async throws -> InferenceResponse {
    guard let input = request.inputs.first else { throw APIError.internalError }
    let rows =
      switch input.elements {
      case .floats(let values): try await infer(values, count: input.shape[0])
      case .bytes(let files): try await read(files)
      }
    let outputs =
      request.outputs
      ?? OutputName.allCases.map {
        .init(name: $0.rawValue, isBinary: request.isBinaryByDefault)
      }
    return InferenceResponse(
      model: model.identity.name.description, version: String(model.identity.version), id: request.id,
      outputs: outputs.compactMap { output($0, rows) })
  }

  private func infer(_ tensors: [Float], count: Int) async throws -> Rows {
    let (model, priority) = (model, count > 1 ? WorkerPool.Priority.bulk : .interactive)
    return try await state.pool.run(priority, limit: state.options.limits.queue) {
      let started = ContinuousClock.now
      let output = try model.predictor.run(tensors: tensors, wanted: [])
      model.statistics.count(StageTimes(inference: (ContinuousClock.now - started).seconds, batch: count))
      var rows = Rows(logits: output.logits, count: output.count)
      for index in 0..<output.count {
        let assessment = Assessment(logits: output.logits(of: index), model.metadata)
        rows.probabilities += assessment.probabilities.map { Float($0) }
        rows.lungs.append(Data("null".utf8))
        rows.predictions.append(assessment.prediction.name)
      }
      return rows
    }
  }

  private func read(_ files: [Data]) async throws -> Rows {
    let upload = Upload(files: files, lease: MemoryLease(state.uploads.budget))
    var rows = Rows()
    for result in await state.read(upload, with: model, ReadingRequest(), id: requestID) {
      let result = try result.get()
      rows.logits += result.logits
      rows.probabilities += model.metadata.classes.map { Float(result.reading.probabilities[$0] ?? 0) }
      rows.lungs.append(try JSONEncoder().encode(result.reading.lungs))
      rows.predictions.append(result.reading.prediction)
      rows.count += 1
    }
    return rows
  }

  private func output(_ wanted: InferenceRequest.Output, _ rows: Rows) -> InferenceResponse.Output? {
    guard let name = OutputName(rawValue: wanted.name) else { return nil }
    let values =
      switch name {
      case .logits: rows.logits
      case .probabilities: rows.probabilities
      case .prediction, .lungs: [Float]()
      }
    if name == .prediction || name == .lungs {
      let texts = name == .lungs ? rows.lungs : rows.predictions.map { Data($0.utf8) }
      return .init(name: wanted.name, shape: [rows.count], elements: .bytes(texts), isBinary: wanted.isBinary)
    }
    let width = rows.count > 0 ? values.count / rows.count : 0
    if wanted.classification > 0 {
      return .classification(
        name: wanted.name, rows: values, classes: width, best: wanted.classification, labels: model.metadata.classes,
        isBinary: wanted.isBinary)
    }
    return .init(name: wanted.name, shape: [rows.count, width], elements: .floats(values), isBinary: wanted.isBinary)
  }
}
