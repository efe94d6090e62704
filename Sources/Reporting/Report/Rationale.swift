import Metrics

// Choices of a run as sentences, for the report and the model card alike.

extension OperatingPoint {
  /// How the threshold was chosen and what it gave there.
  var rationale: String {
    """
    A case is called positive from a probability of \(NumberText.fixed(threshold, 3)) on. The threshold was chosen on \
    \(chosenOn) data (\(NumberText.count(n)) images, \(NumberText.count(positives)) of them positive), \
    \(criterion.purpose); there it gave sensitivity \(NumberText.fixed(sensitivity, 3)) and specificity \
    \(NumberText.fixed(specificity, 3)).\(stability.map { " \($0.rationale)" } ?? "") Test data had no part in the choice.
    """
  }
}

extension OperatingStability {
  /// How far the data fixed the threshold.
  fileprivate var rationale: String {
    """
    Resamples of the patients chose thresholds from \(NumberText.fixed(interval.lower, 3)) to \
    \(NumberText.fixed(interval.upper, 3)) (95 % of \(NumberText.count(resamples))), with the median \
    \(NumberText.fixed(median, 3)); as they scatter, the threshold is drawn from the median towards the middle, the median \
    weighing \(NumberText.percent(weight, 0)).
    """
  }
}

extension OperatingTradeOff {
  /// What choosing under stress changed.
  var rationale: String {
    func rates(_ row: Row) -> String {
      """
      at \(NumberText.fixed(row.threshold, 3)) sensitivity \(NumberText.fixed(row.clean.sensitivity, 3)) and specificity \
      \(NumberText.fixed(row.clean.specificity, 3)) on pictures as they are, \
      \(NumberText.fixed(row.stressed.sensitivity, 3)) and \(NumberText.fixed(row.stressed.specificity, 3)) under stress
      """
    }
    return """
      The threshold was chosen under stress, so that decisions hold on films of elsewhere. On validation data it gives \
      \(rates(chosen)). Chosen on pictures as they are, it would have given \(rates(alternative)).
      """
  }
}

extension RiskCoverage {
  /// How often the surest decisions are right.
  var rationale: String? {
    guard let surest = accuracy(ofSurest: 0.8), let all = accuracy(ofSurest: 1) else { return nil }
    return """
      The surest 80 % are right in \(NumberText.percent(surest)), all in \(NumberText.percent(all)); the area under the \
      risk–coverage curve is \(NumberText.fixed(aurc, 4)) (0 is best; El-Yaniv and Wiener 2010).
      """
  }
}

extension OperatingCriterion {
  fileprivate var purpose: String {
    switch self {
    case .youden: "for the highest sum of sensitivity and specificity (Youden's index)"
    case .minClass: "for the highest of the lesser of sensitivity and specificity"
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
    guard isDetermined else { return "Probabilities are the network's own: no temperature was fitted.\(bound)" }
    return """
      Logits are divided by a temperature of \(NumberText.fixed(temperature, 3)), fitted on \(NumberText.count(n)) \
      validation images against Platt's smoothed targets; it took the log loss there from \(NumberText.fixed(logLossBefore, 3)) to \
      \(NumberText.fixed(logLossAfter, 3)) (Guo et al. 2017, Platt 1999).\(bound)
      """
  }

  /// How far a shown probability may go.
  private var bound: String {
    guard let probabilityLimit else { return "" }
    return """
       No probability is shown nearer to 0 or 1 than \(NumberText.plain(probabilityLimit)), which is what \
      \(NumberText.count(n)) images can support.
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
