/// Each element, but at least 0 and at most 6.
///
/// - SeeAlso: `torch.nn.ReLU6`.
public struct ReLU6: Module {
  /// The function.
  public init() {}

  /// Applies the function.
  public func callAsFunction(_ input: Tensor) throws -> Tensor { try Aten.hardtanh(.tensor(input), 0, 6) }
}
