public import ONNX
public import Torch

/// A module that can also write itself into an ONNX graph, so that what was trained is what is served.
public protocol GraphModule: Module {
  /// Adds the nodes that do in inference what the module does, and returns what they yield.
  ///
  /// - Parameter input: a value of the shape that the module takes, without the batch dimension.
  /// - Throws: `ONNXError` where shapes do not fit, `TorchError` where a parameter can't be read.
  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value
}

extension FloatTensor {
  /// A copy of a parameter as a constant of a graph.
  init(_ parameter: Tensor) throws {
    try self.init(shape: parameter.shape, values: parameter.floats())
  }
}

extension BatchNormalization {
  /// What a trained batch normalisation does in inference.
  init(_ norm: BatchNorm2d) throws {
    try self.init(
      gamma: norm.weight.floats(), beta: norm.bias.floats(), mean: norm.runningMean.floats(),
      variance: norm.runningVariance.floats(), epsilon: Float(norm.epsilon))
  }

  /// What a trained batch normalisation of vectors does in inference.
  init(_ norm: BatchNorm1d) throws {
    try self.init(
      gamma: norm.weight.floats(), beta: norm.bias.floats(), mean: norm.runningMean.floats(),
      variance: norm.runningVariance.floats(), epsilon: Float(norm.epsilon))
  }
}
