import Foundation

/// A probability as log(p / (1 − p)), which tells it however near 0 or 1 it is.
struct LogOdds: Sendable, Equatable {
  /// The logarithm of the odds.
  let value: Double

  /// Odds by their logarithm.
  init(_ value: Double) { self.value = value }

  /// That of the mean of probabilities.
  init(ofMean odds: [LogOdds]) {
    value =
      Self.logOfSum(odds.map { -Self.softplus(-$0.value) }) - Self.logOfSum(odds.map { -Self.softplus($0.value) })
  }

  /// The probability.
  var probability: Double { exp(-Self.softplus(-value)) }

  /// log(1 + exp(x)).
  private static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-x.magnitude)) }

  /// log(Σ exp(xᵢ)).
  static func logOfSum(_ values: [Double]) -> Double {
    let top = values.max() ?? 0
    return top + log(values.reduce(0) { $0 + exp($1 - top) })
  }
}
