/// PPV and NPV where disease is rarer or more common than in the set measured.
///
/// By Bayes' theorem from sensitivity, specificity and prevalence (Altman and Bland, BMJ 1994;309:102). A test set with
/// 60 % pneumonia flatters the PPV that a screening clinic would see.
public struct PredictiveValues: Sendable, Equatable, Codable {
  /// The share of truly positive cases in the population meant.
  public let prevalence: Double
  /// The chance that a case called positive is positive; nil where none is called so.
  public let ppv: Double?
  /// The chance that a case called negative is negative; nil where none is called so.
  public let npv: Double?

  /// The predictive values at a prevalence; all three numbers from 0 to 1.
  public init(sensitivity: Double, specificity: Double, prevalence: Double) throws(MetricsError) {
    for (name, value) in [
      ("sensitivity", sensitivity), ("specificity", specificity), ("the prevalence", prevalence),
    ] where !(0...1).contains(value) {
      throw .invalidParameter(name: name, value: value, allowed: "0 to 1")
    }
    let truePositive = prevalence * sensitivity
    let falsePositive = (1 - prevalence) * (1 - specificity)
    let trueNegative = (1 - prevalence) * specificity
    let falseNegative = prevalence * (1 - sensitivity)
    self.prevalence = prevalence
    ppv = truePositive + falsePositive > 0 ? truePositive / (truePositive + falsePositive) : nil
    npv = trueNegative + falseNegative > 0 ? trueNegative / (trueNegative + falseNegative) : nil
  }
}
