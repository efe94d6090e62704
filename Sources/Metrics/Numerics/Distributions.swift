import Foundation

/// The few distributions that intervals and tests need.
enum Distributions {
  /// The standard normal quantile: the x below which a share `p` (0 < p < 1) lies.
  ///
  /// Acklam's rational approximation (relative error 1.2e-9), then one step of Halley's method, to double precision.
  static func normalQuantile(_ p: Double) -> Double {
    let x = roughNormalQuantile(p)
    let error = erfc(-x / 2.0.squareRoot()) / 2 - p
    let step = error * (2 * Double.pi).squareRoot() * exp(x * x / 2)
    return x - step / (1 + x * step / 2)
  }

  /// The probability that a standard normal variable is at least as far from 0 as `z`.
  static func twoSided(z: Double) -> Double { erfc(z.magnitude / 2.0.squareRoot()) }

  /// Half the width of a normal interval.
  static func halfWidth(level: Double, variance: Double) throws(MetricsError) -> Double {
    try normalQuantile(upperTail(level: level)) * variance.squareRoot()
  }

  /// The share below the upper bound of a two-sided interval: 0.975 for the level 0.95.
  static func upperTail(level: Double) throws(MetricsError) -> Double {
    guard level > 0, level < 1 else {
      throw .invalidParameter(name: "the confidence level", value: level, allowed: "between 0 and 1")
    }
    return (1 + level) / 2
  }

  /// The quantile of the Beta(a, b) distribution (a, b > 0; 0 < p < 1), by bisection to the last bit or so.
  static func betaQuantile(_ p: Double, a: Double, b: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if incompleteBeta(middle, a: a, b: b) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The regularized incomplete beta function I_x(a, b), by its continued fraction (Lentz's method, DLMF 8.17.22).
  static func incompleteBeta(_ x: Double, a: Double, b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast below the mean; above it, use I_x(a, b) = 1 - I_(1-x)(b, a).
    guard x <= (a + 1) / (a + b + 2) else { return 1 - incompleteBeta(1 - x, a: b, b: a) }
    let logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
    return exp(logFront) / a * betaFraction(x, a, b)
  }

  // MARK: - Private

  private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func kept(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var fraction = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var change = 1.0
      for term in [even, odd] {
        d = 1 / kept(1 + term * d)
        c = kept(1 + term / c)
        change = c * d
        fraction *= change
      }
      if (change - 1).magnitude < 1e-16 { break }
    }
    return fraction
  }

  private static func logGamma(_ x: Double) -> Double { lgamma(x).0 }

  private static func roughNormalQuantile(_ p: Double) -> Double {
    let tail = 0.02425
    if p < tail { return normalTail((-2 * log(p)).squareRoot()) }
    if p > 1 - tail { return -normalTail((-2 * log1p(-p)).squareRoot()) }
    let (q, r) = (p - 0.5, (p - 0.5) * (p - 0.5))
    let numerator = polynomial(
      r,
      [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
        -3.066479806614716e+01, 2.506628277459239e+00,
      ])
    let denominator = polynomial(
      r,
      [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
        -1.328068155288572e+01, 1,
      ])
    return q * numerator / denominator
  }

  private static func normalTail(_ q: Double) -> Double {
    let numerator = polynomial(
      q,
      [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
        4.374664141464968e+00, 2.938163982698783e+00,
      ])
    let denominator = polynomial(
      q, [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1])
    return numerator / denominator
  }

  /// A polynomial by Horner's rule, the highest power first.
  private static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }
}
