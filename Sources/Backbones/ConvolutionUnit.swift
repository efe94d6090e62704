import ONNX
import Torch

/// A convolution without bias, batch normalisation, and an activation: what every backbone is built of.
///
/// [N, inputs, H, W] to [N, outputs, H', W']. In a graph the normalisation is folded into the convolution.
struct ConvolutionUnit: GraphModule {
  /// What follows the normalisation.
  enum Activation { case none, relu, relu6 }

  private let conv: Conv2d
  private let norm: BatchNorm2d
  private let activation: Activation
  private let name: String

  /// A unit whose convolution has its parameters in `conv` and whose normalisation in `norm`.
  ///
  /// Padding keeps the size at stride 1. The convolution starts as torchvision's: He's normal distribution over its outputs,
  /// or over `fan`.
  init(
    conv: Scope, norm: Scope, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, groups: Int = 1,
    fan: Int? = nil, activation: Activation
  ) throws {
    self.conv = try Conv2d(
      conv, inputs, outputs, kernel: kernel, stride: stride, padding: (kernel - 1) / 2, groups: groups, bias: false,
      initialization: .kaimingNormal(fan: fan ?? outputs / groups * kernel * kernel))
    self.norm = try BatchNorm2d(norm, outputs)
    self.activation = activation
    name = conv.path
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    let normalised = try norm(conv(input))
    return switch activation {
    case .none: normalised
    case .relu: try normalised.relu()
    case .relu6: try normalised.clamp(minimum: 0, maximum: 6)
    }
  }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    let folded = try BatchNormalization(norm).folded(into: FloatTensor(conv.weight))
    let output = try graph.conv(
      input, weight: folded.weight, bias: folded.bias, stride: conv.stride, padding: conv.padding,
      groups: conv.groups, name: name)
    return switch activation {
    case .none: output
    case .relu: try graph.relu(output)
    case .relu6: try graph.relu6(output)
    }
  }
}
