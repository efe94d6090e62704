import ONNX
import Torch

/// Densely Connected Convolutional Networks.
///
/// Gao Huang, Zhuang Liu, Laurens van der Maaten, Kilian Q. Weinberger, 2016, https://arxiv.org/abs/1608.06993. As in
/// torchvision; CheXNet and TorchXRayVision read chest X-rays with the 121-layer one.
enum DenseNet {
  /// Layers of each block, channels that a layer adds, channels after the stem, and how much wider a layer is inside.
  struct Plan {
    let layers: [Int]
    let growth: Int
    let stem: Int
    let bottleneck: Int

    static let densenet121 = Plan(layers: [6, 12, 24, 16], growth: 32, stem: 64, bottleneck: 4)
  }

  /// The network up to its last feature map, with torchvision's keys; a stage is a block with what follows it.
  static func backbone(_ scope: Scope, _ plan: Plan) throws -> Backbone {
    let features = scope / "features"
    let stem = try ConvolutionUnit(
      conv: features / "conv0", norm: features / "norm0", 3, plan.stem, kernel: 7, stride: 2, fan: 3 * 7 * 7,
      activation: .relu)
    let pool = MaxPool2d(kernel: 3, stride: 2, padding: 1)
    var stages = [
      Backbone.Stage(name: "stem", prefixes: ["features.conv0", "features.norm0"], module: Chain([stem, pool]))
    ]
    var channels = plan.stem
    var finer: Backbone.FinerMap?
    for (index, count) in plan.layers.enumerated() {
      let name = "denseblock\(index + 1)"
      var modules: [any GraphModule] = []
      for layer in 0..<count {
        modules.append(try DenseLayer(features / name / "denselayer\(layer + 1)", channels, plan))
        channels += plan.growth
      }
      let isLast = index == plan.layers.count - 1
      let following = isLast ? "norm5" : "transition\(index + 1)"
      if isLast {
        modules.append(try NormalizationUnit(features / following, channels))
      } else {
        modules.append(try Transition(features / following, channels))
        channels /= 2
        finer = .init(stages: stages.count + 1, channels: channels)
      }
      stages.append(
        Backbone.Stage(
          name: name, prefixes: ["features.\(name)", "features.\(following)"], module: Chain(modules)))
    }
    return Backbone(stages: stages, featureCount: channels, finer: finer)
  }

  /// torchvision's key for one of the published file, whose layers have "norm.1" for "norm1".
  static func currentKey(_ key: String) -> String {
    guard let match = key.wholeMatch(of: /(.+\.denselayer\d+\.(?:norm|conv))\.([12]\..+)/) else { return key }
    return "\(match.1)\(match.2)"
  }
}

/// Batch normalisation and ReLU before a convolution, as DenseNet has it.
private struct NormalizationUnit: GraphModule {
  private let norm: BatchNorm2d
  private let name: String

  init(_ scope: Scope, _ channels: Int) throws {
    norm = try BatchNorm2d(scope, channels)
    name = scope.path
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor { try norm(input).relu() }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    try graph.relu(graph.batchNorm(input, BatchNormalization(norm), name: name))
  }
}

/// A convolution without bias and without anything after it.
private struct BareConvolution: GraphModule {
  private let conv: Conv2d
  private let name: String

  init(_ scope: Scope, _ inputs: Int, _ outputs: Int, kernel: Int) throws {
    conv = try Conv2d(
      scope, inputs, outputs, kernel: kernel, padding: (kernel - 1) / 2, bias: false,
      initialization: .kaimingNormal(fan: inputs * kernel * kernel))
    name = scope.path
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor { try conv(input) }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    try graph.conv(input, weight: FloatTensor(conv.weight), padding: conv.padding, name: name)
  }
}

/// A layer whose output stands beside its input: [N, C, H, W] to [N, C + growth, H, W].
private struct DenseLayer: GraphModule {
  private let body: Chain

  init(_ scope: Scope, _ channels: Int, _ plan: DenseNet.Plan) throws {
    let width = plan.bottleneck * plan.growth
    body = Chain([
      try NormalizationUnit(scope / "norm1", channels),
      try ConvolutionUnit(
        conv: scope / "conv1", norm: scope / "norm2", channels, width, kernel: 1, fan: channels, activation: .relu),
      try BareConvolution(scope / "conv2", width, plan.growth, kernel: 3),
    ])
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor { try .cat([input, body(input)], along: 1) }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    try graph.concat([input, body.write(input, to: &graph)])
  }
}

/// Half the channels and half the size: [N, C, H, W] to [N, C/2, H/2, W/2].
private struct Transition: GraphModule {
  private let body: Chain
  private let pool = AvgPool2d(kernel: 2)

  init(_ scope: Scope, _ channels: Int) throws {
    body = Chain([
      try NormalizationUnit(scope / "norm", channels),
      try BareConvolution(scope / "conv", channels, channels / 2, kernel: 1),
    ])
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor { try pool(body(input)) }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    try graph.averagePool(body.write(input, to: &graph), kernel: pool.kernel)
  }
}
