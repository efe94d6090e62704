/// What can be wrong with the data or the settings given to a figure.
public enum MetricsError: Error, Sendable, Equatable {
  /// There is not one case.
  case empty
  /// Two arrays that go together differ in length.
  case lengthMismatch(what: String, expected: Int, found: Int)
  /// A score, logit or probability is NaN or infinite.
  case notFinite(what: String, index: Int)
  /// A label names no class.
  case labelOutOfRange(index: Int, label: Int, classes: Int)
  /// A row of probabilities has a value outside 0 to 1, or does not sum to 1.
  case notProbabilities(index: Int)
  /// A finding's probability is outside 0 to 1.
  case notAProbability(index: Int, name: String)
  /// Two classes or findings have the same name.
  case duplicateName(String)
  /// Both classes are needed and one has no case.
  case classMissing(positive: Bool)
  /// Two models were not measured on the same cases: labels or groups differ.
  case notPaired
  /// A setting is outside its allowed values.
  case invalidParameter(name: String, value: Double, allowed: String)
  /// A text names no criterion for an operating point.
  case unknownCriterion(String)
}
