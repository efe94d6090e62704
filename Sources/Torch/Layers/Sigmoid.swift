/// 1 / (1 + e^-x) of each element x.
///
/// - SeeAlso: `torch.nn.Sigmoid`.
public struct Sigmoid: Module {
  /// The function.
  public init() {}

  /// Applies the function.
  public func callAsFunction(_ input: Tensor) throws -> Tensor { try input.sigmoid() }
}
