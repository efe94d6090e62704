/// Binary cross-entropy of logits and truths of the same shape, which are from 0 to 1.
///
/// −(w · t · log σ(x) + (1 − t) · log(1 − σ(x))), where the factor w of the positives makes up for their being rare. It is
/// computed without σ's loss of digits.
///
/// - SeeAlso: `torch.nn.BCEWithLogitsLoss`.
public struct BCEWithLogitsLoss: Loss {
  /// The factor of the positives, of a shape that broadcasts to the logits', if there is one.
  public let positiveWeight: Tensor?
  /// 1 where the truth is known, 0 where it is not, of the logits' shape; nil where all is known.
  public let known: Tensor?

  /// A binary cross-entropy.
  public init(positiveWeight: Tensor? = nil, known: Tensor? = nil) {
    self.positiveWeight = positiveWeight
    self.known = known
  }

  /// The mean loss over all entries whose truth is known; 0 where none is.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) throws -> Tensor {
    let reduction = known == nil ? meanReduction : noReduction
    let loss = try Aten.binaryCrossEntropyWithLogits(
      .tensor(output), .tensor(target), .none, .optional(positiveWeight), reduction)
    return known == nil ? loss : try loss.mean(where: known)
  }
}
