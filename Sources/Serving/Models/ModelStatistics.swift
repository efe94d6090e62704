import Foundation
import Synchronization

/// What a version of a model did since it was loaded.
final class ModelStatistics: Sendable {
  struct Counts: Sendable {
    var readings = 0
    var failures = 0
    var queueSeconds = 0.0
    var preprocessSeconds = 0.0
    var inferenceSeconds = 0.0
    var last: Date?
  }

  private let counts = Mutex(Counts())

  var current: Counts { counts.withLock { $0 } }

  func count(_ times: StageTimes) {
    counts.withLock {
      $0.readings += 1
      $0.queueSeconds += times.queue
      $0.preprocessSeconds += times.preprocess
      $0.inferenceSeconds += times.inference
      $0.last = Date()
    }
  }

  func countFailure() { counts.withLock { $0.failures += 1 } }
}
