/// Focal loss of logits [N, C] and the classes' shares in each sample [N, C], which add up to 1: what is told with ease counts
/// less.
///
/// −Σ_c w_c · t_c · (1 − p_c)^γ · log p_c with p = softmax(x), the weights w standing for the paper's α. The mean is over
/// samples, whatever the weights.
///
/// - SeeAlso: Lin and others, 2017, https://arxiv.org/abs/1708.02002, equation 5, which its authors say extends to several
///   classes.
public struct SoftmaxFocalLoss: Loss {
  /// γ, at least 0.
  public let gamma: Double
  /// A factor for each class [C], on the logits' device, if there is one.
  public let weight: Tensor?

  /// A focal loss.
  public init(gamma: Double = 2, weight: Tensor? = nil) {
    self.gamma = gamma
    self.weight = weight
  }

  /// The mean loss.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) throws -> Tensor {
    let logarithms = try output.logSoftmax()
    var losses = try target * (1 - logarithms.exp()).focusing(gamma) * logarithms
    if let weight { losses = try losses * weight }
    return try -losses.sum(along: [-1]).mean()
  }
}
