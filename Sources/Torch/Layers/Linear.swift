/// A linear map of the last dimension: [.., inputs] to [.., outputs], y = x · weightᵀ + bias.
///
/// Parameters: `weight` [outputs, inputs] and, unless left out, `bias` [outputs], drawn evenly from ±1/√inputs unless told
/// otherwise.
///
/// - SeeAlso: `torch.nn.Linear`.
public struct Linear: Module {
  /// [outputs, inputs].
  public let weight: Tensor
  /// [outputs], if there is one.
  public let bias: Tensor?

  /// A linear map with its parameters in `scope`.
  public init(
    _ scope: Scope, _ inputs: Int, _ outputs: Int, bias: Bool = true, initialization: Initialization? = nil,
    biasInitialization: Initialization? = nil
  ) throws {
    let standard = Initialization.standard(fanIn: inputs)
    weight = try scope.parameter("weight", [outputs, inputs], initialization ?? standard)
    self.bias = bias ? try scope.parameter("bias", [outputs], biasInitialization ?? standard) : nil
  }

  /// Applies the map.
  public func callAsFunction(_ input: Tensor) throws -> Tensor {
    try Aten.linear(.tensor(input), .tensor(weight), .optional(bias))
  }
}
