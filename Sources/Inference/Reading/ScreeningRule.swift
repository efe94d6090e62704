import Bundles
import Metrics

/// How the one question that every model answers, whether anything is found, follows from calibrated probabilities.
enum ScreeningRule: Sendable, Equatable {
  /// One class, by its index, reaches the threshold.
  case oneClass(Int, threshold: Double)
  /// All classes but one, which says that nothing is found, reach the threshold together.
  case anything(but: Int, threshold: Double)
  /// Some finding reaches its own threshold.
  case findings(thresholds: [Double])

  /// The rule of a model.
  init(_ model: ModelMetadata) {
    let threshold = model.operatingPoint.threshold
    self =
      switch model.task {
      case .binary: .oneClass(model.positiveIndex, threshold: threshold)
      case .multiclass:
        switch ClassScreening(
          negativeClass: model.negativeClass.flatMap { model.classes.firstIndex(of: $0) }, classes: model.classes.count)
        {
        case .anything(let negative): .anything(but: negative, threshold: threshold)
        case .oneClass(let positive): .oneClass(positive, threshold: threshold)
        }
      case .multilabel: .findings(thresholds: model.thresholds)
      }
  }

  /// That of the mean of several models' probabilities, of the same kind: its thresholds are the means of theirs.
  init?(meanOf rules: [ScreeningRule]) {
    guard let first = rules.first else { return nil }
    let thresholds = rules.map(\.thresholds)
    let means = first.thresholds.indices.map { index in
      thresholds.reduce(0) { $0 + ($1.indices.contains(index) ? $1[index] : 0) } / Double(rules.count)
    }
    self =
      switch first {
      case .oneClass(let index, _): .oneClass(index, threshold: means[0])
      case .anything(let index, _): .anything(but: index, threshold: means[0])
      case .findings: .findings(thresholds: means)
      }
  }

  private var thresholds: [Double] {
    switch self {
    case .oneClass(_, let threshold), .anything(_, let threshold): [threshold]
    case .findings(let thresholds): thresholds
    }
  }

  /// The index of the class or finding whose evidence the decision rests on: of those that say that something is found the
  /// likeliest, of findings the one farthest above its threshold, or least below.
  func leading(_ probabilities: [Double]) -> Int {
    switch self {
    case .oneClass(let index, _): index
    case .anything(let negative, _):
      probabilities.indices.filter { $0 != negative }.max {
        (probabilities[$0], -$0) < (probabilities[$1], -$1)
      } ?? 0
    case .findings(let thresholds): Screening.leading(probabilities, thresholds: thresholds) ?? 0
    }
  }

  /// The probability that is decided by, where a class or finding leads.
  func probability(_ probabilities: [Double], leading: Int) -> Double {
    let index = if case .anything(let negative, _) = self { negative } else { leading }
    guard probabilities.indices.contains(index) else { return 0 }
    if case .anything = self { return 1 - probabilities[index] }
    return probabilities[index]
  }

  /// The threshold for that probability.
  func threshold(leading: Int) -> Double {
    switch self {
    case .oneClass(_, let threshold), .anything(_, let threshold): threshold
    case .findings(let thresholds): thresholds.indices.contains(leading) ? thresholds[leading] : 0.5
    }
  }

  /// The probability as one score for figures; that of findings reaches 0.5 where any of them reaches its threshold.
  func score(_ probabilities: [Double]) -> Double {
    if case .findings(let thresholds) = self { return Screening.score(probabilities, thresholds: thresholds) }
    return probability(probabilities, leading: leading(probabilities))
  }
}
