/// A threshold that may become the operating point, with the decisions it makes.
struct OperatingCandidate {
  let threshold: Double
  let confusion: ConfusionMatrix

  /// The candidate that serves the criterion best on a resample of cases; nil where a class has no case in it.
  static func best(
    for criterion: OperatingCriterion, _ ranked: RankedPredictions, _ counts: RankedPredictions.Counts
  ) -> OperatingCandidate? {
    var best: (candidate: OperatingCandidate, merit: Merit)?
    for candidate in all(for: criterion, ranked, counts) {
      guard let merit = candidate.merit(criterion) else { continue }
      if let best, !merit.beats(best.merit) { continue }
      best = (candidate, merit)
    }
    return best?.candidate
  }

  /// Every threshold that decides differently, from the one that calls no case positive to the one that calls all so; for
  /// a fixed criterion only its own.
  private static func all(
    for criterion: OperatingCriterion, _ ranked: RankedPredictions, _ counts: RankedPredictions.Counts
  ) -> [OperatingCandidate] {
    if case .fixed(let threshold) = criterion {
      let confusion = ranked.confusion(cut: ranked.cut(at: threshold), counts)
      return [OperatingCandidate(threshold: threshold, confusion: confusion)]
    }
    var steps: [(score: Double, tp: Int, fp: Int)] = []
    ranked.forEachThreshold(counts) { steps.append(($0, $1, $2)) }
    let (positives, negatives) = (steps.last?.tp ?? 0, steps.last?.fp ?? 0)
    let highest = steps.first?.score ?? 0
    let lowest = steps.last?.score ?? 0
    // Above the highest score: midway to 1, and past it where there is no room.
    let above = ranked.areProbabilities ? between(highest, 1) : highest
    let none = OperatingCandidate(
      threshold: above > highest ? above : highest.nextUp,
      confusion: ConfusionMatrix(
        trueNegatives: negatives, falsePositives: 0, falseNegatives: positives, truePositives: 0))
    let below = steps.dropFirst().map(\.score) + [ranked.areProbabilities ? 0 : lowest]
    return [none]
      + zip(steps, below).map { step, next in
        OperatingCandidate(
          threshold: between(next, step.score),
          confusion: ConfusionMatrix(
            trueNegatives: negatives - step.fp, falsePositives: step.fp, falseNegatives: positives - step.tp,
            truePositives: step.tp))
      }
  }

  /// How well it serves the criterion, then the tie-breaker; nil where it misses the target.
  func merit(_ criterion: OperatingCriterion) -> Merit? {
    guard let sensitivity = confusion.sensitivity, let specificity = confusion.specificity else { return nil }
    switch criterion {
    case .youden, .fixed:
      return Merit(sensitivity + specificity, sensitivity)
    case .minClass:
      return Merit(min(sensitivity, specificity), sensitivity + specificity)
    case .f1:
      return confusion.f1.map { Merit($0, sensitivity) }
    case .sensitivity(let target):
      return sensitivity >= target ? Merit(specificity, sensitivity) : nil
    case .specificity(let target):
      return specificity >= target ? Merit(sensitivity, specificity) : nil
    case .cost(let ratio, let prevalence):
      let prevalence = prevalence ?? Double(confusion.positives) / Double(confusion.total)
      let cost = prevalence * ratio * (1 - sensitivity) + (1 - prevalence) * (1 - specificity)
      return Merit(-cost, sensitivity)
    }
  }

  /// Midway between two scores; the higher where rounding leaves no room.
  private static func between(_ lower: Double, _ upper: Double) -> Double {
    let middle = lower / 2 + upper / 2
    return lower < middle ? middle : upper
  }
}

/// How good a candidate is: by its value, and by the tie-breaker where values are equal but for rounding.
struct Merit {
  let value: Double
  let tieBreaker: Double

  init(_ value: Double, _ tieBreaker: Double) {
    self.value = value
    self.tieBreaker = tieBreaker
  }

  /// Whether this is better than another.
  func beats(_ other: Merit) -> Bool {
    let difference = value - other.value
    let rounding = 1e-12 * max(value.magnitude, other.value.magnitude)
    return difference.magnitude <= rounding ? tieBreaker > other.tieBreaker : difference > 0
  }
}
