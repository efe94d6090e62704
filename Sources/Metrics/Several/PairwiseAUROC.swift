/// How well two of several classes are told apart, on the cases of these two alone.
public struct PairwiseAUROC: Sendable, Equatable, Codable {
  /// The names of the two classes.
  public let classes: [String]
  /// The mean of A(i|j) and A(j|i) of Hand and Till ("A simple generalisation of the area under the ROC curve for multiple
  /// class classification problems", Machine Learning 2001), the AUROC by the probability of either; nil where one of the
  /// two has no case.
  public let auroc: Double?
}
