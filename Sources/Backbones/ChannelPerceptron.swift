import ONNX
import Torch

/// Two layers that look at all channels of a picture, with fewer units between them: [N, C, 1, 1] to the same shape.
///
/// What squeeze-and-excitation and CBAM make factors for channels with. Parameters `fc1` and `fc2` are 1×1 convolutions, as
/// torchvision has them.
struct ChannelPerceptron: Sendable {
  private let fc1: Conv2d
  private let fc2: Conv2d
  private let activation: Activation
  private let name: String

  /// A perceptron with `units` units between its layers.
  ///
  /// - Parameter startsNeutral: Whether the second layer starts with zeros, so that all channels get the same factor until
  ///   something is learnt; else both layers start as torchvision's EfficientNet.
  init(_ scope: Scope, _ channels: Int, units: Int, activation: Activation, startsNeutral: Bool = false) throws {
    fc1 = try Conv2d(
      scope / "fc1", channels, units, kernel: 1, initialization: .kaimingNormal(fan: units),
      biasInitialization: .constant(0))
    fc2 = try Conv2d(
      scope / "fc2", units, channels, kernel: 1,
      initialization: startsNeutral ? .constant(0) : .kaimingNormal(fan: channels), biasInitialization: .constant(0))
    self.activation = activation
    name = scope.path
  }

  func callAsFunction(_ pooled: Tensor) throws -> Tensor { try fc2(activation(fc1(pooled))) }

  /// Writes the layers; `suffix` tells apart two places where they stand.
  func write(_ pooled: Value, to graph: inout GraphBuilder, suffix: String = "") throws -> Value {
    let squeezed = try graph.conv(
      pooled, weight: FloatTensor(fc1.weight), bias: fc1.bias?.floats(), name: name + ".fc1" + suffix)
    return try graph.conv(
      activation.write(squeezed, to: &graph), weight: FloatTensor(fc2.weight), bias: fc2.bias?.floats(),
      name: name + ".fc2" + suffix)
  }
}
