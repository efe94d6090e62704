import Foundation
import Metrics

/// Draws from the distributions that augmentation needs.
///
/// They use nothing but the generator's 64-bit words, so that they are the same everywhere.
extension SplitMix64 {
  /// A factor up to `limit`, at least 1, or as far below 1, whose logarithm is spread evenly.
  mutating func logarithmic(_ limit: Double) -> Double { exp(uniform(-log(limit)...log(limit))) }

  /// Two independent numbers of the standard normal distribution (Box and Muller, 1958).
  mutating func normals() -> (Float, Float) {
    let word = next()
    // 1 minus a number below 1 is never 0, so the logarithm is finite.
    let radius = (-2 * log(1 - Float(word >> 40) * 0x1p-24)).squareRoot()
    let angle = 2 * Float.pi * Float(word & 0xFF_FFFF) * 0x1p-24
    return (radius * cos(angle), radius * sin(angle))
  }

  /// A number of the Beta distribution with both parameters `alpha`, above 0.
  mutating func beta(_ alpha: Double) -> Double {
    let (x, y) = (gamma(alpha), gamma(alpha))
    return x + y > 0 ? x / (x + y) : 0.5
  }

  /// A number of the Gamma distribution with scale 1 (Marsaglia and Tsang, 2000).
  private mutating func gamma(_ shape: Double) -> Double {
    // Below 1: a Gamma of one more, times a power of a uniform number.
    guard shape >= 1 else { return gamma(shape + 1) * pow(1 - uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = Double(normals().0)
      let v = pow(1 + c * x, 3)
      guard v > 0 else { continue }
      if log(1 - uniform()) < x * x / 2 + d - d * v + d * log(v) { return d * v }
    }
  }
}
