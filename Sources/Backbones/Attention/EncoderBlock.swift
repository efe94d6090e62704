import ONNX
import Torch

/// A block of a transformer's encoder: attention and a perceptron, each after a normalisation and beside a short cut.
///
/// Tokens [N, T, features] to the same shape. Dosovitskiy et al., "An Image is Worth 16x16 Words", 2020,
/// https://arxiv.org/abs/2010.11929, figure 1 and equations 2 and 3.
struct EncoderBlock: AttendingModule {
  private let attention: SelfAttention
  private let perceptron: (first: Linear, second: Linear)
  private let norms: (attention: LayerNorm, perceptron: LayerNorm)
  private let name: String

  /// A block with its parameters in `scope`, under torchvision's names or timm's; its perceptron is four times as wide.
  init(_ scope: Scope, _ features: Int, heads: Int, keys: SelfAttention.Keys = .torch) throws {
    let (norms, attention, layers) =
      switch keys {
      case .torch: (["ln_1", "ln_2"], "self_attention", ["0", "3"])
      case .timm: (["norm1", "norm2"], "attn", ["fc1", "fc2"])
      }
    func linear(_ name: String, _ inputs: Int, _ outputs: Int) throws -> Linear {
      try Linear(
        scope / "mlp" / name, inputs, outputs, initialization: .xavierUniform(fanIn: inputs, fanOut: outputs),
        biasInitialization: .constant(0))
    }
    let first = try LayerNorm(scope / norms[0], features, epsilon: 1e-6)
    self.attention = try SelfAttention(scope / attention, features, heads: heads, keys: keys)
    self.norms = (first, try LayerNorm(scope / norms[1], features, epsilon: 1e-6))
    perceptron = (try linear(layers[0], features, 4 * features), try linear(layers[1], 4 * features, features))
    name = scope.path
  }

  func attended(_ tokens: Tensor) throws -> (tokens: Tensor, weights: Tensor) {
    let (mixed, weights) = try attention.attended(norms.attention(tokens))
    let sum = try tokens + mixed
    let changed = try perceptron.second(GELU()(perceptron.first(norms.perceptron(sum))))
    return (try sum + changed, weights)
  }

  func writeAttended(_ tokens: Value, to graph: inout GraphBuilder) throws -> (tokens: Value, weights: Value) {
    let first = try norms.attention.write(tokens, to: &graph, name: name + ".norm1")
    let (mixed, weights) = try attention.write(first, to: &graph, name: name + ".attention")
    let sum = try graph.add(tokens, mixed)
    let second = try norms.perceptron.write(sum, to: &graph, name: name + ".norm2")
    let hidden = try GELU().write(perceptron.first.write(second, to: &graph, name: name + ".mlp.0"), to: &graph)
    return (try graph.add(sum, perceptron.second.write(hidden, to: &graph, name: name + ".mlp.1")), weights)
  }
}

extension SelfAttention {
  /// Adds its nodes: tokens [T, features] to tokens and the weights of each head, [heads, T, T].
  fileprivate func write(
    _ tokens: Value, to graph: inout GraphBuilder, name: String
  ) throws -> (tokens: Value, weights: Value) {
    let projected = try graph.linear(
      tokens, weight: FloatTensor(projectionWeight), bias: projectionBias.floats(), name: name + ".qkv")
    let (length, features) = (tokens.shape[0], tokens.shape[1])
    func part(_ index: Int, _ part: String, _ order: [Int]) throws -> Value {
      let range = index * features..<(index + 1) * features
      let slice = try graph.slice(projected, range, along: 1, name: "\(name).\(part)")
      let heads = try graph.reshape(slice, to: [length, heads, features / heads], name: "\(name).\(part).heads")
      return try graph.transpose(heads, order)
    }
    let queries = try graph.scaled(part(0, "query", [1, 0, 2]), by: 1 / Float(features / heads).squareRoot())
    let weights = try graph.softmax(graph.matmul(queries, part(1, "key", [1, 2, 0])))
    let mixed = try graph.transpose(graph.matmul(weights, part(2, "value", [1, 0, 2])), [1, 0, 2])
    let joined = try graph.reshape(mixed, to: [length, features], name: name + ".joined")
    return (try output.write(joined, to: &graph, name: name + ".output"), weights)
  }
}
