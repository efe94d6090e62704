import Bundles
import Foundation
import Inference
import Radiograph

/// The way of a picture through one version of a model: decode and preprocess, gather, infer, interpret.
///
/// All of it runs on the worker pool; the caller's task only waits.
final class ReadingPipeline: Sendable {
  /// A picture on its way.
  private struct Item: Sendable {
    let picture: Predictor.PreparedPicture
    let inputLevel: Double?
    let request: ReadingRequest
    let deadline: ContinuousClock.Instant
    var times: StageTimes
    let readyAt: ContinuousClock.Instant
    let answer: Answer<ReadingResult>
  }

  let predictor: Predictor
  private let pool: WorkerPool
  private let limits: ServingLimits
  private let batches: Batcher<Item>

  init(_ predictor: Predictor, pool: WorkerPool, limits: ServingLimits, batching: BatchingOptions) {
    self.predictor = predictor
    self.pool = pool
    self.limits = limits
    batches = Batcher(batching) { items in
      pool.submit(.inference) { Self.infer(items, predictor) }
    }
  }

  /// Reads one picture of an upload.
  ///
  /// - Throws: ``APIError`` where the queue is full or the time is over; `RadiographError`, `InferenceError`.
  func read(_ file: Data, of upload: Upload, _ request: ReadingRequest) async throws -> ReadingResult {
    let submitted = ContinuousClock.now
    let deadline = submitted + limits.requestTime
    return try await withCheckedThrowingContinuation { continuation in
      let answer = Answer(continuation)
      batches.expect()
      let isTaken = pool.submit(request.priority, limit: limits.queue) { [self] in
        withExtendedLifetime(upload) { prepare(file, request, submitted: submitted, deadline: deadline, answer) }
      }
      if !isTaken {
        batches.abandon()
        answer.fail(APIError.queueFull)
      }
    }
  }

  private func prepare(
    _ file: Data, _ request: ReadingRequest, submitted: ContinuousClock.Instant, deadline: ContinuousClock.Instant,
    _ answer: Answer<ReadingResult>
  ) {
    let started = ContinuousClock.now
    do {
      guard started < deadline else { throw APIError.expired }
      var options = predictor.bundle.metadata.input.readingOptions(limits: limits.decoding)
      options.frame = request.frame
      let picture = try predictor.prepare(file, options: options, explaining: request.isExplained)
      let ready = ContinuousClock.now
      var times = StageTimes()
      times.queue = (started - submitted).seconds
      times.preprocess = (ready - started).seconds
      batches.add(
        Item(
          picture: picture, inputLevel: predictor.bundle.metadata.input.meanLevel(of: picture.input), request: request,
          deadline: deadline, times: times, readyAt: ready, answer: answer))
    } catch {
      batches.abandon()
      answer.fail(error)
    }
  }

  private static func infer(_ items: [Item], _ predictor: Predictor) {
    let started = ContinuousClock.now
    var items = items
    for item in items where item.deadline < started { item.answer.fail(APIError.expired) }
    items.removeAll { $0.deadline < started }
    guard !items.isEmpty else { return }
    do {
      let output = try predictor.run(items.map(\.picture), embedding: items.contains { $0.request.embeds })
      let seconds = (ContinuousClock.now - started).seconds
      let count = items.count
      // From the last to the first, so that each original is let go as soon as its heat-map is drawn.
      while let item = items.popLast() {
        item.answer.complete(
          Result { try finish(item, output, at: items.count, of: count, predictor, started: started, seconds) })
      }
    } catch {
      for item in items { item.answer.fail(error) }
    }
  }

  private static func finish(
    _ item: Item, _ output: EngineOutput, at index: Int, of batch: Int, _ predictor: Predictor,
    started: ContinuousClock.Instant, _ seconds: Double
  ) throws -> ReadingResult {
    var times = item.times
    times.queue += (started - item.readyAt).seconds
    times.inference = seconds
    times.batch = batch
    let request = item.request
    var (reading, assessment, trust) = predictor.interpret(
      item.picture, output: output, at: index, zones: request.report)
    if request.report {
      reading.report = ReportText(
        reading, positiveClass: predictor.bundle.metadata.positiveClass, findings: trust.findings)
    }
    return ReadingResult(
      reading: reading, trust: trust, inputLevel: item.inputLevel, logits: Array(output.logits(of: index)),
      pictures: try ReadingPictures(of: item.picture, at: index, of: output, by: predictor, assessment, request),
      embedding: request.embeds ? output.embedding(of: index).map(Array.init) : nil, times: times)
  }
}

extension APIError {
  /// The time for a request is over before its turn came.
  static let expired = APIError.unavailable("deadline_exceeded", "the server is too busy to answer in time")
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { self / .seconds(1) }
}
