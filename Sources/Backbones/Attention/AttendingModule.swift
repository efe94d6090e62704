import ONNX
import Torch

/// A module whose output is a mixture of its input's tokens, and that can tell the weights of the mixture.
protocol AttendingModule: GraphModule {
  /// Tokens [N, T, F] to tokens of the same shape and the weights of each head, [N, heads, T, T].
  func attended(_ tokens: Tensor) throws -> (tokens: Tensor, weights: Tensor)
  /// Writes it; values have no batch dimension.
  func writeAttended(_ tokens: Value, to graph: inout GraphBuilder) throws -> (tokens: Value, weights: Value)
}

extension AttendingModule {
  func callAsFunction(_ tokens: Tensor) throws -> Tensor { try attended(tokens).tokens }

  func write(_ tokens: Value, to graph: inout GraphBuilder) throws -> Value {
    try writeAttended(tokens, to: &graph).tokens
  }
}

// MARK: - One after the other

extension Sequence<any GraphModule> {
  /// Applies one module after the other, and collects the weights of those that attend.
  func attended(_ input: Tensor) throws -> (output: Tensor, weights: [Tensor]) {
    try reduce(into: (input, [])) { state, module in
      guard let module = module as? any AttendingModule else { return state.0 = try module(state.0) }
      let (tokens, weights) = try module.attended(state.0)
      state = (tokens, state.1 + [weights])
    }
  }

  /// Writes one module after the other, and collects the weights of those that attend.
  func writeAttended(_ input: Value, to graph: inout GraphBuilder) throws -> (output: Value, weights: [Value]) {
    var (value, collected) = (input, [Value]())
    for module in self {
      if let module = module as? any AttendingModule {
        let (tokens, weights) = try module.writeAttended(value, to: &graph)
        value = tokens
        collected.append(weights)
      } else {
        value = try module.write(value, to: &graph)
      }
    }
    return (value, collected)
  }
}
