import Synchronization

/// Holds each key, or each address without one, to so many requests a minute: a bucket that fills evenly.
final class RateLimiter: Sendable {
  private struct Bucket: Sendable {
    var tokens: Double
    var filled: ContinuousClock.Instant
  }

  private static let bucketLimit = 10_000

  private let perMinute: Double?
  private let buckets = Mutex([String: Bucket]())

  init(perMinute: Int?) { self.perMinute = perMinute.map { Double(max(1, $0)) } }

  /// Counts a request.
  ///
  /// - Throws: ``APIError`` with the seconds to wait.
  func take(for owner: String, now: ContinuousClock.Instant = .now) throws {
    guard let perMinute else { return }
    // A burst of a sixth of a minute's requests is let through.
    let capacity = max(1, perMinute / 6)
    let wait: Double? = buckets.withLock { buckets in
      if buckets.count >= Self.bucketLimit, buckets[owner] == nil {
        buckets = buckets.filter { now - $0.value.filled < .seconds(60) }
        if buckets.count >= Self.bucketLimit { buckets = [:] }
      }
      var bucket = buckets[owner] ?? Bucket(tokens: capacity, filled: now)
      bucket.tokens = min(capacity, bucket.tokens + (now - bucket.filled).seconds * perMinute / 60)
      bucket.filled = now
      defer { buckets[owner] = bucket }
      guard bucket.tokens >= 1 else { return (1 - bucket.tokens) * 60 / perMinute }
      bucket.tokens -= 1
      return nil
    }
    if let wait { throw APIError.tooManyRequests(retryAfter: max(1, Int(wait.rounded(.up)))) }
  }
}
