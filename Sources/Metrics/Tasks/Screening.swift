/// The one question that every task answers, whether anything is found, for findings that decide at thresholds of their own.
public enum Screening {
  /// How near a finding is to being called, and how far beyond: 0.5 at its threshold t, 0 at the probability 0 and 1 at 1.
  ///
  /// Below the threshold it is p / 2t, from there on 1/2 + (p - t) / 2(1 - t), so that findings of different thresholds are
  /// compared on one scale.
  public static func score(_ probability: Double, threshold: Double) -> Double {
    if probability < threshold { return max(0, probability) / (2 * threshold) }
    return threshold < 1 ? min(1, 0.5 + (probability - threshold) / (2 * (1 - threshold))) : 1
  }

  /// The greatest score of a case's findings: at least 0.5 where any finding reaches its threshold, 0 without findings.
  public static func score(_ probabilities: [Double], thresholds: [Double]) -> Double {
    zip(probabilities, thresholds).map { score($0, threshold: $1) }.max() ?? 0
  }

  /// The leading finding: the one whose probability lies farthest above its threshold, or least below; the first of equals,
  /// nil without findings.
  public static func leading(_ probabilities: [Double], thresholds: [Double]) -> Int? {
    let margins = zip(probabilities, thresholds).map { $0 - $1 }
    return margins.indices.max { margins[$0] < margins[$1] || (margins[$0] == margins[$1] && $0 > $1) }
  }
}

extension MultilabelPredictions {
  /// Whether anything is found, by the findings' thresholds: decided at 0.5.
  ///
  /// A case in which no finding is present and some are unknown is left out.
  ///
  /// - Returns: nil where no case is left.
  public func screening(thresholds: [Double]) -> BinaryPredictions? {
    let truths = labels.map { Truth.findings($0).isAnythingFound { _ in true } }
    let known = truths.indices.filter { truths[$0] != nil }
    guard !known.isEmpty else { return nil }
    return BinaryPredictions(
      scores: known.map { Screening.score(probabilities[$0], thresholds: thresholds) },
      isPositive: known.map { truths[$0] == true }, clusters: known.map { clusters[$0] }, isGrouped: isGrouped)
  }
}

extension MulticlassPredictions {
  /// Whether anything is found; see ``ClassScreening``.
  public func screening(negativeClass: Int?) -> BinaryPredictions {
    let screening = ClassScreening(negativeClass: negativeClass, classes: classes.count)
    return BinaryPredictions(
      scores: probabilities.map(screening.probability), isPositive: labels.map(screening.isPositive),
      clusters: clusters, isGrouped: isGrouped)
  }
}
