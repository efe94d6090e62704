import ONNX
import Torch

/// A convolution without bias, batch normalisation, and an activation: what most backbones are built of.
///
/// [N, inputs, H, W] to [N, outputs, H', W']. In a graph the normalisation is folded into the convolution.
struct ConvolutionUnit: GraphModule {
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

  func callAsFunction(_ input: Tensor) throws -> Tensor { try activation(norm(conv(input))) }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    let folded = try BatchNormalization(norm).folded(into: FloatTensor(conv.weight))
    let output = try graph.conv(
      input, weight: folded.weight, bias: folded.bias, stride: conv.stride, padding: conv.padding,
      groups: conv.groups, name: name)
    return try activation.write(output, to: &graph)
  }
}
