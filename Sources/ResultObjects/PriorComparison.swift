import Foundation

/// How the probability of a finding has changed since an earlier picture of the same patient, and how much of the change
/// is more than the model's own repeatability.
///
/// Each of the two pictures is read in slightly varied copies; the standard deviations s₁ and s₂ of their logits are what
/// the model answers to changes that mean nothing. On the scale of logits the change of two readings has the 95 % interval
/// (ℓ₂ − ℓ₁) ± 1.96 √(s₁² + s₂²): Bland and Altman, "Measurement error", BMJ 313:744, 1996, whose repeatability
/// coefficient 1.96 √2 s it is for s₁ = s₂. Shown in probabilities, the interval is that of σ(ℓ₂ ± 1.96 √(s₁² + s₂²)) − p₁.
/// It tells nothing of differences in positioning, disease or exposure beyond those of the copies.
public struct PriorComparison: Sendable, Equatable, Codable {
  /// Study Date of the earlier picture, `YYYYMMDD`.
  public let priorStudyDate: String
  /// The probability of the finding then.
  public let priorProbability: Double
  /// The probability now less that of then.
  public let change: Double
  /// The 95 % interval of ``change``; nil where the copies were not read.
  public let interval: ClosedRange<Double>?
  /// The comparison in a sentence.
  public let sentence: String

  private enum CodingKeys: String, CodingKey {
    case change, interval, sentence
    case priorStudyDate = "prior_study_date"
    case priorProbability = "prior_probability"
  }

  /// The standard deviations of the logits of a picture's copies.
  public struct Deviations: Sendable, Equatable {
    /// Of the earlier picture.
    public var prior: Double
    /// Of the picture now.
    public var current: Double

    /// Deviations, 0 or more.
    public init(prior: Double, current: Double) {
      self.prior = prior
      self.current = current
    }
  }

  /// Probabilities are held this far from 0 and 1, so that their logits are finite.
  private static let margin = 1e-6
  /// The 97.5th percentile of the standard normal distribution.
  private static let quantile = 1.959963984540054

  /// Compares two readings.
  ///
  /// - Parameters:
  ///   - finding: What the probability is of, for the sentence.
  ///   - date: Study Date of the earlier picture.
  ///   - prior: The probability then.
  ///   - current: The probability now.
  ///   - deviations: How repeatable the two readings are; nil where that was not measured.
  public init(
    of finding: String, since date: StudyDate, prior: Double, current: Double, deviations: Deviations?
  ) {
    priorStudyDate = date.dicom
    priorProbability = prior
    change = current - prior
    let now = Self.logit(current)
    let reach = deviations.map {
      Self.quantile * ($0.prior * $0.prior + $0.current * $0.current).squareRoot()
    }
    interval = reach.map { reach in
      let low = Self.probability(now - reach) - prior
      return low...max(low, Self.probability(now + reach) - prior)
    }
    let direction = reach.map { reach in
      let step = now - Self.logit(prior)
      return step > reach ? "higher than" : step < -reach ? "lower than" : nil
    }
    let figures = "\(Self.shown(prior)) → \(Self.shown(current)), change \(Self.shown(change))"
    let range = interval.map { ", 95 % \(Self.shown($0.lowerBound)) to \(Self.shown($0.upperBound))" } ?? ""
    sentence =
      switch direction {
      case .some(.some(let words)): "The probability of \(finding) is \(words) on \(date.iso) (\(figures)\(range))."
      case .some(.none):
        "The probability of \(finding) shows no change since \(date.iso) beyond the model's own repeatability "
          + "(\(figures)\(range))."
      case .none:
        "The probability of \(finding) was \(Self.shown(prior)) on \(date.iso) and is \(Self.shown(current)) now; how "
          + "much of that is chance was not measured."
      }
  }

  /// The logit of a probability.
  static func logit(_ probability: Double) -> Double {
    let held = min(1 - margin, max(margin, probability))
    return log(held / (1 - held))
  }

  private static func probability(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }

  /// Two decimals, with a minus where it is one.
  private static func shown(_ number: Double) -> String {
    let text = String(format: "%.2f", abs(number))
    return number < 0 && text != "0.00" ? "−\(text)" : text
  }
}
