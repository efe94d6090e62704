/// x / (1 + e^-x) of each element x, also known as swish.
///
/// Elfwing, Uchibe, Doya, "Sigmoid-Weighted Linear Units for Neural Network Function Approximation in Reinforcement
/// Learning", 2017, https://arxiv.org/abs/1702.03118.
///
/// - SeeAlso: `torch.nn.SiLU`.
public struct SiLU: Module {
  /// The function.
  public init() {}

  /// Applies the function.
  public func callAsFunction(_ input: Tensor) throws -> Tensor { try input.silu() }
}
