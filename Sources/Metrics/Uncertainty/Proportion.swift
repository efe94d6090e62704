/// A share of independent trials, with intervals that hold for few trials and for shares near 0 and 1.
public struct Proportion: Sendable, Equatable {
  /// How many trials succeeded.
  public let successes: Int
  /// How many trials there were.
  public let trials: Int

  /// A proportion; `0 ≤ successes ≤ trials`, at least one trial.
  public init(successes: Int, trials: Int) throws(MetricsError) {
    guard trials > 0 else { throw .empty }
    guard (0...trials).contains(successes) else {
      throw .invalidParameter(name: "the number of successes", value: Double(successes), allowed: "0 to \(trials)")
    }
    self.successes = successes
    self.trials = trials
  }

  /// The share itself.
  public var value: Double { Double(successes) / Double(trials) }

  /// Wilson's score interval (1927): close to its nominal coverage on average, so good for describing a share.
  public func wilson(level: Double = 0.95) throws(MetricsError) -> ConfidenceInterval {
    let z = try Distributions.normalQuantile(Distributions.upperTail(level: level))
    let n = Double(trials)
    let centre = value + z * z / (2 * n)
    let half = z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    return ConfidenceInterval(
      lower: successes == 0 ? 0 : (centre - half) / scale, upper: successes == trials ? 1 : (centre + half) / scale)
  }

  /// Clopper and Pearson's exact interval (1934): never covers less than its level, so wider than Wilson's.
  public func clopperPearson(level: Double = 0.95) throws(MetricsError) -> ConfidenceInterval {
    let upperTail = try Distributions.upperTail(level: level)
    let (hits, misses) = (Double(successes), Double(trials - successes))
    return ConfidenceInterval(
      lower: hits == 0 ? 0 : Distributions.betaQuantile(1 - upperTail, a: hits, b: misses + 1),
      upper: misses == 0 ? 1 : Distributions.betaQuantile(upperTail, a: hits + 1, b: misses))
  }
}
