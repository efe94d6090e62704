import Foundation

/// Platt scaling: a logistic curve p = 1 / (1 + exp(-(slope × score + intercept))) fitted to the scores of two classes.
///
/// Platt 1999, with his smoothed targets (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2) so that separable data keep finite values, by
/// the Newton method of Lin, Lin and Weng ("A note on Platt's probabilistic outputs", Machine Learning 2007). Unlike a
/// temperature it can shift as well as stretch, so it corrects a prevalence that differs between training and use.
public struct PlattScaling: Sendable, Equatable, Codable {
  /// What the score is multiplied by.
  public let slope: Double
  /// What is added to it.
  public let intercept: Double
  /// How many cases it was fitted on.
  public let n: Int

  /// Fits the curve to predictions whose scores are logits (any real numbers), on validation data.
  ///
  /// - Throws: `MetricsError.classMissing` where a class has no case.
  public init(fitting predictions: BinaryPredictions) throws(MetricsError) {
    let positives = Double(predictions.positives)
    let negatives = Double(predictions.count) - positives
    guard positives > 0 else { throw .classMissing(positive: true) }
    guard negatives > 0 else { throw .classMissing(positive: false) }
    let targets = predictions.isPositive.map { $0 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2) }
    var curve = (slope: 0.0, intercept: log((positives + 1) / (negatives + 1)))
    var loss = Self.loss(curve, predictions.scores, targets)
    for _ in 0..<100 {
      let step = Self.newtonStep(curve, predictions.scores, targets)
      var length = 1.0
      var next = curve
      var nextLoss = loss
      repeat {
        next = (curve.slope + length * step.slope, curve.intercept + length * step.intercept)
        nextLoss = Self.loss(next, predictions.scores, targets)
        length /= 2
      } while nextLoss > loss && length > 1e-10
      guard nextLoss <= loss else { break }
      let change = max((next.slope - curve.slope).magnitude, (next.intercept - curve.intercept).magnitude)
      (curve, loss) = (next, nextLoss)
      if change < 1e-13 { break }
    }
    slope = curve.slope
    intercept = curve.intercept
    n = predictions.count
  }

  /// The calibrated probability of the positive class.
  public func probability(_ score: Double) -> Double {
    Probability.sigmoid(slope * score + intercept)
  }

  // MARK: - Private

  private static func loss(
    _ curve: (slope: Double, intercept: Double), _ scores: [Double], _ targets: [Double]
  ) -> Double {
    zip(scores, targets).reduce(0) { total, entry in
      let x = curve.slope * entry.0 + curve.intercept
      // log(1 + eˣ) - target × x, without overflow.
      return total + max(x, 0) + log1p(exp(-x.magnitude)) - entry.1 * x
    }
  }

  private static func newtonStep(
    _ curve: (slope: Double, intercept: Double), _ scores: [Double], _ targets: [Double]
  ) -> (slope: Double, intercept: Double) {
    // A little is added to the diagonal so that scores that are all alike leave it invertible.
    var (h11, h22, h12, g1, g2) = (1e-12, 1e-12, 0.0, 0.0, 0.0)
    for (score, target) in zip(scores, targets) {
      let probability = Probability.sigmoid(curve.slope * score + curve.intercept)
      let weight = probability * (1 - probability)
      h11 += weight * score * score
      h22 += weight
      h12 += weight * score
      g1 += (probability - target) * score
      g2 += probability - target
    }
    let determinant = h11 * h22 - h12 * h12
    return (-(h22 * g1 - h12 * g2) / determinant, -(h11 * g2 - h12 * g1) / determinant)
  }
}
