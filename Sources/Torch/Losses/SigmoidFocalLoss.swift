/// Focal loss of logits and truths of the same shape, which are from 0 to 1: what is told with ease counts less.
///
/// −(w · t · (1 − p)^γ · log p + (1 − t) · p^γ · log(1 − p)) with p = σ(x); α multiplies the positives' part and 1 − α that of
/// the negatives. With γ = 0 and no α it is ``BCEWithLogitsLoss``. A truth between 0 and 1 has the mean of both parts.
///
/// - SeeAlso: Lin and others, 2017, https://arxiv.org/abs/1708.02002, equation 5; `torchvision.ops.sigmoid_focal_loss`.
public struct SigmoidFocalLoss: Loss {
  /// γ, at least 0.
  public let gamma: Double
  /// α, from 0 to 1, if positives and negatives are to weigh differently.
  public let alpha: Double?
  /// The factor of the positives, of a shape that broadcasts to the logits', if there is one.
  public let positiveWeight: Tensor?
  /// 1 where the truth is known, 0 where it is not, of the logits' shape; nil where all is known.
  public let known: Tensor?

  /// A focal loss.
  public init(gamma: Double = 2, alpha: Double? = nil, positiveWeight: Tensor? = nil, known: Tensor? = nil) {
    self.gamma = gamma
    self.alpha = alpha
    self.positiveWeight = positiveWeight
    self.known = known
  }

  /// The mean loss over all entries whose truth is known; 0 where none is.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) throws -> Tensor {
    let opposite = try -output
    var present = try opposite.sigmoid().focusing(gamma) * output.logSigmoid()
    var absent = try output.sigmoid().focusing(gamma) * opposite.logSigmoid()
    if let positiveWeight { present = try present * positiveWeight }
    if let alpha {
      present = try present * alpha
      absent = try absent * (1 - alpha)
    }
    return try -(target * present + (1 - target) * absent).mean(where: known)
  }
}
