import Synchronization

/// Counts of values by buckets with upper bounds, as Prometheus wants them.
final class Histogram: Sendable {
  struct Counts: Sendable, Equatable {
    var buckets: [Int]
    var sum = 0.0
    var count = 0
  }

  /// Bounds for latencies in seconds.
  static let latency = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]
  /// Bounds for batch sizes.
  static let batch = [1.0, 2, 4, 8, 16, 32, 64]

  let bounds: [Double]
  private let counts: Mutex<Counts>

  init(_ bounds: [Double]) {
    self.bounds = bounds
    counts = Mutex(Counts(buckets: Array(repeating: 0, count: bounds.count)))
  }

  var current: Counts { counts.withLock { $0 } }

  func observe(_ value: Double) {
    let bucket = bounds.firstIndex { value <= $0 }
    counts.withLock {
      if let bucket { $0.buckets[bucket] += 1 }
      $0.sum += value
      $0.count += 1
    }
  }
}
