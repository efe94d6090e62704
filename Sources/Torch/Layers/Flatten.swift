/// All dimensions but the first made one: [N, C, H, W] to [N, C·H·W].
///
/// - SeeAlso: `torch.nn.Flatten`.
public struct Flatten: Module {
  /// The function.
  public init() {}

  /// Applies the function.
  public func callAsFunction(_ input: Tensor) throws -> Tensor { try input.flatten(from: 1) }
}
