import Metrics

// Choices of a run as sentences, for the report and the model card alike.

extension OperatingPoint {
  /// How the threshold was chosen and what it gave there.
  var rationale: String {
    """
    A case is called positive from a probability of \(NumberText.fixed(threshold, 3)) on. The threshold was chosen on \
    \(chosenOn) data (\(NumberText.count(n)) images, \(NumberText.count(positives)) of them positive), \
    \(criterion.purpose); there it gave sensitivity \(NumberText.fixed(sensitivity, 3)) and specificity \
    \(NumberText.fixed(specificity, 3)). Test data had no part in the choice.
    """
  }
}

extension OperatingCriterion {
  fileprivate var purpose: String {
    switch self {
    case .youden: "for the highest sum of sensitivity and specificity (Youden's index)"
    case .f1: "for the highest F1 score"
    case .sensitivity(let target):
      "for the highest specificity with a sensitivity of at least \(NumberText.plain(target))"
    case .specificity(let target):
      "for the highest sensitivity with a specificity of at least \(NumberText.plain(target))"
    case .cost(let ratio, let prevalence):
      "for the lowest expected cost where a missed positive costs \(NumberText.plain(ratio)) times a false alarm"
        + (prevalence.map { " at a prevalence of \(NumberText.percent($0))" } ?? "")
    case .fixed: "being given beforehand"
    }
  }
}

extension TemperatureScaling {
  /// What was done to the probabilities and what it brought.
  var rationale: String {
    guard isDetermined else {
      return """
        The validation data did not determine a temperature for scaling (they are separated perfectly or not at all), so \
        probabilities are the network's own.
        """
    }
    return """
      Logits are divided by a temperature of \(NumberText.fixed(temperature, 3)), fitted on \(NumberText.count(n)) \
      validation images; it took the log loss there from \(NumberText.fixed(logLossBefore, 3)) to \
      \(NumberText.fixed(logLossAfter, 3)) (Guo et al. 2017).
      """
  }
}

extension ConformalReport {
  /// What the sets were made for and what they hold.
  var rationale: String {
    let counts = sizes.map(NumberText.count)
    let (none, one) = (counts.first ?? "0", counts.count > 1 ? counts[1] : "0")
    let several = NumberText.count(sizes.dropFirst(2).reduce(0, +))
    return """
      Instead of one class a set can be given: all classes that can't be excluded, made on validation data to hold the \
      true class in \(NumberText.percent(target)) of cases (split conformal prediction). On \(NumberText.count(n)) test \
      images it did in \(NumberText.percent(coverage)) (95 % interval \(NumberText.percent(interval.lower)) to \
      \(NumberText.percent(interval.upper))): \(one) sets name one class, \(several) more than one ("uncertain"), \
      \(none) none ("like neither").
      """
  }
}
