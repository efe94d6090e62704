public import ONNX
public import Torch

// What layers of tokens, vectors [N, .., features], add to a graph. Layers do not know their place, so the caller names it.

extension LayerNorm {
  /// Adds a LayerNormalization node.
  func write(_ input: Value, to graph: inout GraphBuilder, name: String) throws -> Value {
    try graph.layerNorm(input, weight: weight.floats(), bias: bias.floats(), epsilon: Float(epsilon), name: name)
  }
}

extension Linear {
  /// Adds a matrix product and a sum.
  func write(_ input: Value, to graph: inout GraphBuilder, name: String) throws -> Value {
    try graph.linear(input, weight: FloatTensor(weight), bias: bias?.floats(), name: name)
  }
}

extension GELU: GraphModule {
  /// Adds the nodes of a GELU.
  public func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value { try graph.gelu(input) }
}
