/// Binary cross-entropy of probabilities and truths of the same shape, both from 0 to 1.
///
/// −(t · log p + (1 − t) · log(1 − p)), with logarithms cut off at −100. `BCEWithLogitsLoss` is more exact.
///
/// - SeeAlso: `torch.nn.BCELoss`.
public struct BCELoss: Loss {
  /// A binary cross-entropy.
  public init() {}

  /// The mean loss.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) throws -> Tensor {
    try Aten.binaryCrossEntropy(.tensor(output), .tensor(target), .none, meanReduction)
  }
}
