/// Normalisation of each vector along the last dimension: [.., features] to the same shape.
///
/// y = (x − mean) / √(variance + epsilon) · weight + bias, with mean and variance of the vector itself, in training and in
/// evaluation alike. Parameters: `weight` and `bias` [features].
///
/// Ba, Kiros and Hinton, "Layer Normalization", 2016, https://arxiv.org/abs/1607.06450.
///
/// - SeeAlso: `torch.nn.LayerNorm`.
public struct LayerNorm: Module {
  /// The factor of each feature.
  public let weight: Tensor
  /// What is added to each feature.
  public let bias: Tensor
  /// What keeps the divisor from 0.
  public let epsilon: Double

  /// A normalisation with its parameters in `scope`.
  public init(_ scope: Scope, _ features: Int, epsilon: Double = 1e-5) throws {
    weight = try scope.parameter("weight", [features], .constant(1))
    bias = try scope.parameter("bias", [features], .constant(0))
    self.epsilon = epsilon
  }

  /// Normalises.
  public func callAsFunction(_ input: Tensor) throws -> Tensor {
    try Aten.layerNorm(.tensor(input), .ints(weight.shape), .tensor(weight), .tensor(bias), .double(epsilon))
  }
}
