import ONNX
import Torch

/// A ConvNet for the 2020s.
///
/// Zhuang Liu, Hanzi Mao, Chao-Yuan Wu, Christoph Feichtenhofer, Trevor Darrell, Saining Xie, 2022,
/// https://arxiv.org/abs/2201.03545. As in torchvision: a ResNet brought step by step to the design of a transformer, with
/// large depthwise convolutions, layer normalisation, GELU, and blocks that begin as almost nothing.
enum ConvNeXt {
  /// Channels and blocks of each stage, and how likely the last block is left out in training.
  struct Plan {
    let channels: [Int]
    let blocks: [Int]
    let stochasticDepth: Double

    static let tiny = Plan(channels: [96, 192, 384, 768], blocks: [3, 3, 9, 3], stochasticDepth: 0.1)
  }

  /// What keeps the divisor of every layer normalisation from 0.
  static let epsilon = 1e-6
  /// How weights of convolutions and linear layers start; biases start at 0.
  fileprivate static let initialization = Initialization.normal(standardDeviation: 0.02)

  /// The network up to its last feature map, with torchvision's keys; a stage begins with what halves the size.
  static func backbone(_ scope: Scope, _ plan: Plan) throws -> Backbone {
    let features = scope / "features"
    let stem = Chain([
      try Patches(features / 0 / 0, 3, plan.channels[0], size: 4), try ChannelNorm(features / 0 / 1, plan.channels[0]),
    ])
    var stages = [Backbone.Stage(name: "stem", prefixes: ["features.0"], module: stem)]
    let total = plan.blocks.reduce(0, +)
    var made = 0
    for (index, (channels, count)) in zip(plan.channels, plan.blocks).enumerated() {
      let (downsampling, place) = (features / (2 * index), features / (2 * index + 1))
      var modules: [any GraphModule] = []
      if index > 0 {
        let inputs = plan.channels[index - 1]
        modules.append(try ChannelNorm(downsampling / 0, inputs))
        modules.append(try Patches(downsampling / 1, inputs, channels, size: 2))
      }
      for block in 0..<count {
        let dropping = plan.stochasticDepth * Double(made) / Double(total - 1)
        modules.append(try ConvNeXtBlock(place / block, channels, dropping: dropping))
        made += 1
      }
      let prefixes = index > 0 ? [downsampling.path, place.path] : [place.path]
      stages.append(Backbone.Stage(name: "stage\(index + 1)", prefixes: prefixes, module: Chain(modules)))
    }
    return Backbone(
      stages: stages, featureCount: plan.channels[3], finer: .init(stages: 4, channels: plan.channels[2]))
  }
}

/// Layer normalisation of the channels at each place (torchvision's LayerNorm2d): [N, C, H, W] to the same shape.
private struct ChannelNorm: GraphModule {
  private let norm: LayerNorm
  private let name: String

  init(_ scope: Scope, _ channels: Int) throws {
    norm = try LayerNorm(scope, channels, epsilon: ConvNeXt.epsilon)
    name = scope.path
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    try norm(input.permute([0, 2, 3, 1])).permute([0, 3, 1, 2])
  }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    let normalised = try norm.write(graph.transpose(input, [1, 2, 0]), to: &graph, name: name)
    return try graph.transpose(normalised, [2, 0, 1])
  }
}

/// A convolution of patches that do not overlap: [N, inputs, H, W] to [N, outputs, H/size, W/size].
private struct Patches: GraphModule {
  private let conv: Conv2d
  private let name: String

  init(_ scope: Scope, _ inputs: Int, _ outputs: Int, size: Int) throws {
    conv = try Conv2d(
      scope, inputs, outputs, kernel: size, stride: size, initialization: ConvNeXt.initialization,
      biasInitialization: .constant(0))
    name = scope.path
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor { try conv(input) }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    try graph.conv(
      input, weight: FloatTensor(conv.weight), bias: conv.bias?.floats(), stride: conv.stride, name: name)
  }
}

/// 7×7 depthwise convolution, layer normalisation, expansion to four times the channels, GELU and projection, times the
/// layer's scale, beside a short cut: [N, C, H, W] to the same shape.
private struct ConvNeXtBlock: GraphModule {
  private let depthwise: Conv2d
  private let norm: LayerNorm
  private let expansion: Linear
  private let projection: Linear
  private let layerScale: Tensor
  private let depth: StochasticDepth
  private let name: String

  init(_ scope: Scope, _ channels: Int, dropping: Double) throws {
    let place = scope / "block"
    let (initialization, zero) = (ConvNeXt.initialization, Initialization.constant(0))
    depthwise = try Conv2d(
      place / 0, channels, channels, kernel: 7, padding: 3, groups: channels, initialization: initialization,
      biasInitialization: zero)
    norm = try LayerNorm(place / 2, channels, epsilon: ConvNeXt.epsilon)
    expansion = try Linear(
      place / 3, channels, 4 * channels, initialization: initialization, biasInitialization: zero)
    projection = try Linear(
      place / 5, 4 * channels, channels, initialization: initialization, biasInitialization: zero)
    layerScale = try scope.parameter("layer_scale", [channels, 1, 1], .constant(1e-6))
    depth = StochasticDepth(scope, dropping)
    name = place.path
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    let normalised = try norm(depthwise(input).permute([0, 2, 3, 1]))
    let body = try projection(GELU()(expansion(normalised))).permute([0, 3, 1, 2])
    return try depth(layerScale * body) + input
  }

  /// Linear layers become 1×1 convolutions, and the layer's scale part of the last one.
  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    let convolved = try graph.conv(
      input, weight: FloatTensor(depthwise.weight), bias: depthwise.bias?.floats(), padding: depthwise.padding,
      groups: depthwise.groups, name: name + ".0")
    let normalised = try graph.transpose(
      norm.write(graph.transpose(convolved, [1, 2, 0]), to: &graph, name: name + ".2"), [2, 0, 1])
    let expanded = try graph.conv(
      normalised, weight: kernel(expansion.weight), bias: expansion.bias?.floats(), name: name + ".3")
    let projected = try graph.conv(
      GELU().write(expanded, to: &graph), weight: kernel(layerScale.reshape([-1, 1]) * projection.weight),
      bias: projection.bias.map { try (layerScale.flatten() * $0).floats() }, name: name + ".5")
    return try graph.add(projected, input)
  }

  /// The weight of a linear layer as that of a 1×1 convolution.
  private func kernel(_ weight: Tensor) throws -> FloatTensor {
    try FloatTensor(weight.reshape(weight.shape + [1, 1]))
  }
}
