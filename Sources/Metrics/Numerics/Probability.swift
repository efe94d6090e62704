import Foundation

/// Softmax, logits and logarithmic loss, kept from overflow; and probabilities as text.
public enum Probability {
  /// -log of the probability given to the truth, clipped as scikit-learn clips it: to [ε, 1 - ε], ε = 2⁻⁵².
  static func logLoss(_ probability: Double) -> Double {
    let epsilon = Double.ulpOfOne
    return -log(min(max(probability, epsilon), 1 - epsilon))
  }

  /// The softmax of `scale` times the logits; one logit alone is a sigmoid's, read as the pair (0, logit).
  public static func softmax(_ logits: [Double], scale: Double = 1) -> [Double] {
    let logits = logits.count == 1 ? [0] + logits : logits
    let top = logits.max() ?? 0
    let exponentials = logits.map { exp(scale * ($0 - top)) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }

  /// The probability as people read it: "97.3 %", and "> 99 %" or "< 1 %" where more would be claimed than is known.
  public static func text(_ probability: Double) -> String {
    if probability > 0.99 { return "> 99 %" }
    if probability < 0.01 { return "< 1 %" }
    return String(format: "%.1f %%", 100 * probability)
  }

  /// The logarithm of the odds, of a probability kept 10⁻⁶ from 0 and 1.
  static func logit(_ probability: Double) -> Double {
    let kept = min(max(probability, 1e-6), 1 - 1e-6)
    return log(kept / (1 - kept))
  }

  static func sigmoid(_ x: Double) -> Double {
    x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
  }
}
