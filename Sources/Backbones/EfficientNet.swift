import ONNX
import Torch

/// EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks.
///
/// Mingxing Tan, Quoc V. Le, 2019, https://arxiv.org/abs/1905.11946. The baseline B0 as in torchvision; blocks are
/// MobileNetV2's with squeeze-and-excitation and SiLU, and each is left out in training with a probability that grows with
/// depth (Huang et al., 2016, https://arxiv.org/abs/1603.09382).
enum EfficientNet {
  /// Expansion, kernel, first stride, channels, blocks: the paper's table 1.
  private static let plan = [
    (1, 3, 1, 16, 1), (6, 3, 2, 24, 2), (6, 5, 2, 40, 2), (6, 3, 2, 80, 3), (6, 5, 1, 112, 3), (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
  ]
  /// How likely the last block would be left out, were it one more.
  private static let stochasticDepth = 0.2

  /// The network up to its last feature map, with torchvision's keys; a stage is one row of the paper's table.
  static func backbone(_ scope: Scope) throws -> Backbone {
    let features = scope / "features"
    let stem = try ConvolutionUnit(
      conv: features / 0 / 0, norm: features / 0 / 1, 3, 32, kernel: 3, stride: 2, activation: .silu)
    var stages = [Backbone.Stage(name: "stem", prefixes: ["features.0"], module: stem)]
    var channels = 32
    var made = 0
    let total = plan.reduce(0) { $0 + $1.4 }
    for (row, (expansion, kernel, stride, outputs, count)) in plan.enumerated() {
      var blocks: [any GraphModule] = []
      for block in 0..<count {
        blocks.append(
          try MobileBottleneck(
            features / (row + 1) / block, channels, outputs, expansion: expansion, kernel: kernel,
            stride: block == 0 ? stride : 1, dropping: stochasticDepth * Double(made) / Double(total)))
        channels = outputs
        made += 1
      }
      stages.append(
        Backbone.Stage(name: "block\(row + 1)", prefixes: ["features.\(row + 1)"], module: Chain(blocks)))
    }
    let place = features / (plan.count + 1)
    let last = try ConvolutionUnit(conv: place / 0, norm: place / 1, channels, 1280, kernel: 1, activation: .silu)
    stages.append(Backbone.Stage(name: "last", prefixes: [place.path], module: last))
    return Backbone(stages: stages, featureCount: 1280, finer: .init(stages: 6, channels: 112))
  }
}

/// MBConv: expansion, depthwise convolution, squeeze-and-excitation and linear projection, beside a short cut where the
/// shape stays.
private struct MobileBottleneck: GraphModule {
  private let body: Chain
  private let hasShortcut: Bool
  private let depth: StochasticDepth

  init(
    _ scope: Scope, _ inputs: Int, _ outputs: Int, expansion: Int, kernel: Int, stride: Int, dropping: Double
  ) throws {
    let place = scope / "block"
    let hidden = inputs * expansion
    var modules: [any GraphModule] = []
    if expansion != 1 {
      modules.append(
        try ConvolutionUnit(
          conv: place / 0 / 0, norm: place / 0 / 1, inputs, hidden, kernel: 1, activation: .silu))
    }
    let depthwise = place / modules.count
    modules.append(
      try ConvolutionUnit(
        conv: depthwise / 0, norm: depthwise / 1, hidden, hidden, kernel: kernel, stride: stride, groups: hidden,
        fan: hidden * kernel * kernel, activation: .silu))
    modules.append(
      SqueezeExcitation(
        try ChannelPerceptron(place / modules.count, hidden, units: max(1, inputs / 4), activation: .silu)))
    let projection = place / modules.count
    modules.append(
      try ConvolutionUnit(
        conv: projection / 0, norm: projection / 1, hidden, outputs, kernel: 1, activation: .none))
    body = Chain(modules)
    hasShortcut = stride == 1 && inputs == outputs
    depth = StochasticDepth(scope, dropping)
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    hasShortcut ? try depth(body(input)) + input : try body(input)
  }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    let output = try body.write(input, to: &graph)
    return hasShortcut ? try graph.add(output, input) : output
  }
}
