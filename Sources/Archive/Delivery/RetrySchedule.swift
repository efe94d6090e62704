public import Foundation

/// When what failed is tried again: after waits that double, each shortened at random by up to half, so that what failed
/// together does not come back together.
public struct RetrySchedule: Sendable, Equatable {
  /// The first wait.
  public var first: Duration
  /// The longest wait.
  public var longest: Duration
  /// How long is tried, from the first attempt on; then it fails for good.
  public var limit: Duration

  /// A schedule of your own.
  public init(first: Duration = .seconds(1), longest: Duration = .seconds(300), limit: Duration = .seconds(86_400)) {
    self.first = first
    self.longest = longest
    self.limit = limit
  }

  /// The wait after a number of failures.
  ///
  /// - Parameter chance: from 0 to 1; the wait is between its half and its whole.
  public func wait(after failures: Int, chance: Double = .random(in: 0...1)) -> Duration {
    let doubled = first * pow(2, Double(min(max(failures, 1), 40) - 1))
    return min(doubled, longest) * (0.5 + chance / 2)
  }

  /// When to try again; nil where that is over.
  ///
  /// - Parameters:
  ///   - failures: how often it has failed.
  ///   - start: when it was tried first.
  public func next(after failures: Int, since start: Date, at time: Date) -> Date? {
    guard time.timeIntervalSince(start) < limit / .seconds(1) else { return nil }
    return time.addingTimeInterval(wait(after: failures) / .seconds(1))
  }
}
