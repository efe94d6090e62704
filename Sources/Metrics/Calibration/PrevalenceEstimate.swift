import Foundation

/// The share of positive cases in a set without labels, from calibrated probabilities, and what it means for them.
///
/// Where only the share differs from training (label shift), the expectation-maximisation of Saerens, Latinne and
/// Decaestecker finds its maximum-likelihood value ("Adjusting the outputs of a classifier to new a priori probabilities",
/// Neural Computation 2002, section 2.2): probabilities are corrected for a share, and their mean is the next share.
public struct PrevalenceEstimate: Sendable, Equatable {
  /// The share of positive cases that the probabilities were learnt with.
  public let training: Double
  /// The share that the set has.
  public let prevalence: Double
  /// Its interval over resamples of patients; nil where none was asked for, or where they are too few.
  public let interval: ConfidenceInterval?
  /// How many cases there are.
  public let n: Int

  /// The least share, and 1 − the greatest, so that a correction is always finite.
  private static let margin = 1e-6

  /// Estimates the share.
  ///
  /// - Parameters:
  ///   - probabilities: Calibrated, of the positive class, one a case.
  ///   - groups: The patient of each case.
  ///   - training: The share in training, between 0 and 1.
  ///   - bootstrap: How the interval is made; nil for none.
  /// - Throws: `MetricsError` for no cases, what is no probability, or a share in training of 0 or 1.
  public init(
    _ probabilities: [Double], groups: [String]? = nil, training: Double, bootstrap: Bootstrap? = nil
  ) throws(MetricsError) {
    guard training > 0, training < 1 else {
      throw .invalidParameter(name: "the prevalence in training", value: training, allowed: "between 0 and 1")
    }
    let cases = try BinaryPredictions(
      scores: probabilities, labels: probabilities.map { _ in 0 }, groups: groups)
    if let index = probabilities.firstIndex(where: { !(0...1).contains($0) }) { throw .notProbabilities(index: index) }
    self.training = training
    prevalence = Self.share(probabilities, training: training)
    interval = try bootstrap?.interval(of: cases) { Self.share($0.scores, training: training) }
    n = probabilities.count
  }

  /// What is added to the logit of a probability to correct it: logit(prevalence) − logit(training).
  public var logitShift: Double { Probability.logit(prevalence) - Probability.logit(training) }

  /// A probability as it is at this share.
  public func corrected(_ probability: Double) -> Double {
    Self.corrected(probability, from: training, to: prevalence)
  }

  /// The threshold for probabilities as they are that decides as `threshold` does for corrected ones.
  public func threshold(for threshold: Double) -> Double {
    Self.corrected(threshold, from: prevalence, to: training)
  }

  // MARK: - Private

  private static func corrected(_ probability: Double, from old: Double, to new: Double) -> Double {
    let positive = probability * new / old
    let negative = (1 - probability) * (1 - new) / (1 - old)
    return positive / (positive + negative)
  }

  private static func share(_ probabilities: [Double], training: Double) -> Double {
    var share = training
    for _ in 0..<10_000 {
      let sum = probabilities.reduce(0) { $0 + corrected($1, from: training, to: share) }
      let next = min(max(sum / Double(probabilities.count), margin), 1 - margin)
      let change = (next - share).magnitude
      share = next
      if change < 1e-12 { break }
    }
    return share
  }
}

extension PrevalenceEstimate: Codable {
  private enum CodingKeys: String, CodingKey {
    case training, prevalence, interval, n
  }
}
