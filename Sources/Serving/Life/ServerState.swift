import Archive
import Auditing
import Bundles
import Foundation
import Hummingbird
import Inference

/// What all routes share.
struct ServerState: Sendable {
  let options: ServingOptions
  let library: ModelLibrary
  let pool: WorkerPool
  let uploads: Uploads
  let explanations: ExplanationService
  let telemetry: Telemetry
  let gatekeeper: Gatekeeper
  let limiter: RateLimiter
  let hosts: HostPolicy
  let connections: ConnectionTable
  let audit: AuditStore?
  let archive: ArchiveNode?
  let started = ContinuousClock.now

  /// Refuses a request that would find the queue full, before its body is read: a refusal then costs next to nothing, and
  /// what is being read goes on.
  ///
  /// - Throws: ``APIError``.
  func admit() throws {
    guard pool.waiting < options.limits.queue else { throw APIError.queueFull }
  }

  /// Reads the pictures of an upload with the model that a request means.
  ///
  /// A version that reads along gets the same pictures afterwards, without anyone waiting for it.
  ///
  /// - Parameter id: The request's in the log; nil where there is none.
  func read(
    _ upload: Upload, with model: ServedModel, _ request: ReadingRequest, id: String?
  ) async -> [Result<ReadingResult, any Error>] {
    var request = request
    if upload.files.count > 1 { request.priority = .bulk }
    let results: [Result<ReadingResult, any Error>]
    if upload.files.count == 1 {
      results = [await readOne(upload.files[0], upload, model, request)]
    } else {
      results = await readMany(upload, model, request)
    }
    for (index, result) in results.enumerated() {
      telemetry.log(result, of: model, id: results.count > 1 ? id.map { "\($0)-\(index)" } : id)
    }
    followUp(upload, results, of: model, request)
    return results
  }

  /// Reads several pictures; no more at a time than keep the threads busy, so that one request does not fill the queue.
  private func readMany(
    _ upload: Upload, _ model: ServedModel, _ request: ReadingRequest
  ) async -> [Result<ReadingResult, any Error>] {
    let files = upload.files
    let failure = Result<ReadingResult, any Error>.failure(APIError.internalError)
    return await withTaskGroup(of: (Int, Result<ReadingResult, any Error>).self) { group in
      var results = Array(repeating: failure, count: files.count)
      var next = min(files.count, 2 * pool.count)
      for index in 0..<next { group.addTask { (index, await readOne(files[index], upload, model, request)) } }
      for await (index, result) in group {
        results[index] = result
        guard next < files.count else { continue }
        let following = next
        next += 1
        group.addTask { (following, await readOne(files[following], upload, model, request)) }
      }
      return results
    }
  }

  private func readOne(
    _ file: Data, _ upload: Upload, _ model: ServedModel, _ request: ReadingRequest
  ) async -> Result<ReadingResult, any Error> {
    do {
      let result = try await model.read(file, of: upload, request)
      telemetry.record(result, of: model)
      return .success(result)
    } catch {
      model.statistics.countFailure()
      return .failure(error)
    }
  }

  private func followUp(
    _ upload: Upload, _ results: [Result<ReadingResult, any Error>], of model: ServedModel, _ request: ReadingRequest
  ) {
    guard let shadow = library.shadow(of: model) else { return }
    var request = request
    request.heatmap = nil
    request.subject = nil
    request.illustration = nil
    request.report = false
    request.priority = .bulk
    Task { [request] in
      for (file, result) in zip(upload.files, results) {
        guard case .success(let answered) = result, let said = try? await shadow.read(file, of: upload, request) else {
          continue
        }
        library.compare(shadow.identity, said: said.reading, answered: answered.reading)
      }
    }
  }
}
