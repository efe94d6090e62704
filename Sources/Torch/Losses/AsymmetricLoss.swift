/// Asymmetric loss of logits and truths of the same shape, which are from 0 to 1: of many findings most are absent, and what is
/// absent beyond doubt counts for nothing.
///
/// −(t · (1 − p)^γ₊ · log p + (1 − t) · q^γ₋ · log(1 − q)) with p = σ(x) and q = max(p − m, 0), the margin m being ``clip``.
/// Gradients go through all of it, as the paper's do; the authors' program offers that and, by default, takes the powers for
/// constants. With equal γ and no margin it is ``SigmoidFocalLoss``.
///
/// - SeeAlso: Ridnik and others, 2021, https://arxiv.org/abs/2009.14119, equation 7.
public struct AsymmetricLoss: Loss {
  /// γ₊, at least 0.
  public let gammaPositive: Double
  /// γ₋, at least 0.
  public let gammaNegative: Double
  /// m, from 0 to below 1.
  public let clip: Double
  /// 1 where the truth is known, 0 where it is not, of the logits' shape; nil where all is known.
  public let known: Tensor?

  /// An asymmetric loss.
  public init(gammaPositive: Double = 1, gammaNegative: Double = 4, clip: Double = 0.05, known: Tensor? = nil) {
    self.gammaPositive = gammaPositive
    self.gammaNegative = gammaNegative
    self.clip = clip
    self.known = known
  }

  /// The mean loss over all entries whose truth is known; 0 where none is.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) throws -> Tensor {
    let opposite = try -output
    let present = try opposite.sigmoid().focusing(gammaPositive) * output.logSigmoid()
    let left = try clip > 0 ? (output.sigmoid() - clip).relu() : output.sigmoid()
    let logarithm = try clip > 0 ? (1 - left).log() : opposite.logSigmoid()
    let absent = try left.focusing(gammaNegative) * logarithm
    return try -(target * present + (1 - target) * absent).mean(where: known)
  }
}
