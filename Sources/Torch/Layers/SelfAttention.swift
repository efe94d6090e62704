/// Multi-head self-attention: tokens [N, T, features] to the same shape.
///
/// Each head has queries, keys and values of its own, linear maps of the tokens to `features / heads` numbers, and gives
/// softmax(q · kᵀ / √(features / heads)) · v; a linear map of all heads' results side by side follows.
/// Parameters: a joint projection to queries, keys and values, [3 · features, features] with a bias, and the output's.
///
/// Vaswani et al., "Attention Is All You Need", 2017, https://arxiv.org/abs/1706.03762, section 3.2.
///
/// - SeeAlso: `torch.nn.MultiheadAttention`, `timm.layers.Attention`.
public struct SelfAttention: Module {
  /// Whose names the parameters have.
  public enum Keys: Sendable {
    /// `in_proj_weight`, `in_proj_bias`, `out_proj.weight`, `out_proj.bias`.
    case torch
    /// `qkv.weight`, `qkv.bias`, `proj.weight`, `proj.bias`.
    case timm
  }

  /// [3 · features, features]: queries, keys and values, of each the heads one after the other.
  public let projectionWeight: Tensor
  /// [3 · features].
  public let projectionBias: Tensor
  /// From the heads' results to the tokens.
  public let output: Linear
  /// Heads.
  public let heads: Int

  /// An attention with its parameters in `scope`.
  ///
  /// - Throws: `TorchError.badArgument` if `heads` does not divide the features.
  public init(_ scope: Scope, _ features: Int, heads: Int, keys: Keys = .torch) throws {
    guard heads > 0, features % heads == 0 else {
      let reason = "\(features) features can't be divided into \(heads) heads"
      throw TorchError.badArgument(operation: "SelfAttention", reason: reason)
    }
    let (place, prefix, last) =
      switch keys {
      case .torch: (scope, "in_proj_", scope / "out_proj")
      case .timm: (scope / "qkv", "", scope / "proj")
      }
    let start = Initialization.xavierUniform(fanIn: features, fanOut: 3 * features)
    projectionWeight = try place.parameter(prefix + "weight", [3 * features, features], start)
    projectionBias = try place.parameter(prefix + "bias", [3 * features], .constant(0))
    output = try Linear(last, features, features, biasInitialization: .constant(0))
    self.heads = heads
  }

  /// Attends.
  public func callAsFunction(_ tokens: Tensor) throws -> Tensor { try attended(tokens).tokens }

  /// Attends, and tells how much each token took of each other: [N, heads, T, T], whose rows add up to 1.
  public func attended(_ tokens: Tensor) throws -> (tokens: Tensor, weights: Tensor) {
    guard tokens.rank == 3, tokens.shape[2] == projectionWeight.shape[1] else {
      let reason = "the input must be tokens [N, T, \(projectionWeight.shape[1])]"
      throw TorchError.shapeMismatch(operation: "SelfAttention", shapes: [tokens.shape], reason: reason)
    }
    let (count, length, features) = (tokens.shape[0], tokens.shape[1], tokens.shape[2])
    let projected = try Aten.linear(.tensor(tokens), .tensor(projectionWeight), .tensor(projectionBias))
      .reshape([count, length, 3, heads, features / heads]).permute([2, 0, 3, 1, 4])
    let queries = try projected[0] * (1 / Double(features / heads).squareRoot())
    let weights = try queries.matmul(projected[1].transpose(2, 3)).softmax()
    let mixed = try weights.matmul(projected[2]).transpose(1, 2).reshape([count, length, features])
    return (try output(mixed), weights)
  }
}
