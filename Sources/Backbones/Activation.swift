import ONNX
import Torch

/// What follows a convolution and its normalisation, element by element.
enum Activation: GraphModule {
  case none, relu, relu6, silu

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    switch self {
    case .none: input
    case .relu: try input.relu()
    case .relu6: try input.clamp(minimum: 0, maximum: 6)
    case .silu: try input.silu()
    }
  }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    switch self {
    case .none: input
    case .relu: try graph.relu(input)
    case .relu6: try graph.relu6(input)
    case .silu: try graph.silu(input)
    }
  }
}
