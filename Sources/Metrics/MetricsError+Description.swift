extension MetricsError: CustomStringConvertible {
  /// The error as one sentence for people.
  public var description: String {
    switch self {
    case .empty:
      "there are no cases to measure"
    case .lengthMismatch(let what, let expected, let found):
      "expected \(expected) \(what), one for every case, but found \(found)"
    case .notFinite(let what, let index):
      "the \(what) of case \(index) is not a finite number"
    case .labelOutOfRange(let index, let label, let classes):
      "case \(index) has label \(label), but there are only the classes 0 to \(classes - 1)"
    case .notProbabilities(let index):
      "the probabilities of case \(index) are not values from 0 to 1 that sum to 1"
    case .notAProbability(let index, let name):
      "the probability of \(name) in case \(index) is not a value from 0 to 1"
    case .duplicateName(let name):
      "two classes are called \(name)"
    case .classMissing(let positive):
      "no case of the \(positive ? "positive" : "negative") class: both classes are needed here"
    case .notPaired:
      "two models can be compared only on the same cases, in the same order, with the same labels and groups"
    case .invalidParameter(let name, let value, let allowed):
      "\(name) is \(value), allowed is \(allowed)"
    case .unknownCriterion(let text):
      "'\(text)' is no criterion for an operating point: use youden, min_class, f1, sensitivity=0.95, "
        + "specificity=0.9, cost=5, cost=5,prevalence=0.1 or fixed=0.5"
    }
  }
}
