/// Cross-entropy of logits [N, C] and the true classes: int64 [N], or probabilities [N, C] as MixUp makes them.
///
/// For a sample of class t it is weight[t] · −log softmax(logits)[t]; the mean is weighted too. Label smoothing ε takes
/// (1 − ε) of the true class and ε / C of every class as the truth.
///
/// - SeeAlso: `torch.nn.CrossEntropyLoss`; Szegedy et al., 2015, https://arxiv.org/abs/1512.00567, for label smoothing.
public struct CrossEntropyLoss: Loss {
  /// A factor for each class [C], on the logits' device, if there is one.
  public let weight: Tensor?
  /// ε, from 0 to 1.
  public let labelSmoothing: Double

  /// A cross-entropy.
  public init(weight: Tensor? = nil, labelSmoothing: Double = 0) {
    self.weight = weight
    self.labelSmoothing = labelSmoothing
  }

  /// The mean loss.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) throws -> Tensor {
    try Aten.crossEntropy(
      .tensor(output), .tensor(target), .optional(weight), meanReduction, -100, .double(labelSmoothing))
  }
}
