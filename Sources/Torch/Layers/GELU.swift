/// x · Φ(x) of each element x, where Φ is the standard normal distribution's cumulative one: x/2 · (1 + erf(x/√2)).
///
/// Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016, https://arxiv.org/abs/1606.08415.
///
/// - SeeAlso: `torch.nn.GELU`, without its approximation.
public struct GELU: Module {
  /// The function.
  public init() {}

  /// Applies the function.
  public func callAsFunction(_ input: Tensor) throws -> Tensor { try Aten.gelu(.tensor(input)) }
}
