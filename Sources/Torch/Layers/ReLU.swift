/// The larger of each element and 0.
///
/// - SeeAlso: `torch.nn.ReLU`.
public struct ReLU: Module {
  /// The function.
  public init() {}

  /// Applies the function.
  public func callAsFunction(_ input: Tensor) throws -> Tensor { try input.relu() }
}
