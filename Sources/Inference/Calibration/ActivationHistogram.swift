/// How often which values of an activation occur, in bins that widen as values do.
struct ActivationHistogram: Sendable {
  /// Bins on either side of 0.
  static let half = 2048
  /// The lowest value seen.
  private(set) var minimum: Float = 0
  /// The highest value seen.
  private(set) var maximum: Float = 0
  /// Counts from -limit to limit.
  private(set) var counts = [Int](repeating: 0, count: 2 * half)
  /// The value at the outer edge of the last bin.
  private(set) var limit: Float = 0

  /// The width of a bin.
  var binWidth: Float { limit / Float(Self.half) }

  /// Counts values; those that are not finite are left out.
  mutating func add(_ values: UnsafeBufferPointer<Float>) {
    var (low, high) = (minimum, maximum)
    for value in values where value.isFinite {
      low = Swift.min(low, value)
      high = Swift.max(high, value)
    }
    (minimum, maximum) = (low, high)
    widen(to: Swift.max(-low, high))
    guard limit > 0 else { return }
    let factor = Float(Self.half) / limit
    counts.withUnsafeMutableBufferPointer { counts in
      for value in values where value.isFinite {
        let bin = Int((value * factor).rounded(.down)) + Self.half
        counts[Swift.min(Swift.max(bin, 0), 2 * Self.half - 1)] += 1
      }
    }
  }

  /// Makes room for values up to `value`, by joining bins two by two.
  private mutating func widen(to value: Float) {
    guard value > limit else { return }
    if limit == 0 {
      limit = value
      return
    }
    while limit < value {
      var joined = [Int](repeating: 0, count: 2 * Self.half)
      for bin in 0..<Self.half {
        joined[Self.half + bin / 2] += counts[Self.half + bin]
        joined[Self.half - 1 - bin / 2] += counts[Self.half - 1 - bin]
      }
      counts = joined
      limit *= 2
    }
  }
}
