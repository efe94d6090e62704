import ONNX
import Torch

/// MobileNetV2: Inverted Residuals and Linear Bottlenecks.
///
/// Mark Sandler, Andrew Howard, Menglong Zhu, Andrey Zhmoginov, Liang-Chieh Chen, 2018,
/// https://arxiv.org/abs/1801.04381. As in torchvision, width 1.
enum MobileNetV2 {
  /// Expansion, channels, blocks, first stride: the paper's table 2.
  private static let plan = [
    (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
  ]

  /// The network up to its last feature map, with torchvision's keys; a stage is one row of the paper's table.
  static func backbone(_ scope: Scope) throws -> Backbone {
    let features = scope / "features"
    let stem = try ConvolutionUnit(
      conv: features / 0 / 0, norm: features / 0 / 1, 3, 32, kernel: 3, stride: 2, activation: .relu6)
    var stages = [Backbone.Stage(name: "stem", prefixes: ["features.0"], module: stem)]
    var channels = 32
    var index = 1
    for (row, (expansion, outputs, count, stride)) in plan.enumerated() {
      var blocks: [any GraphModule] = []
      var prefixes: [String] = []
      for block in 0..<count {
        blocks.append(
          try invertedResidual(
            features / index, channels, outputs, stride: block == 0 ? stride : 1, expansion: expansion))
        prefixes.append("features.\(index)")
        channels = outputs
        index += 1
      }
      stages.append(Backbone.Stage(name: "block\(row + 1)", prefixes: prefixes, module: Chain(blocks)))
    }
    let last = try ConvolutionUnit(
      conv: features / index / 0, norm: features / index / 1, channels, 1280, kernel: 1, activation: .relu6)
    stages.append(Backbone.Stage(name: "last", prefixes: ["features.\(index)"], module: last))
    return Backbone(stages: stages, featureCount: 1280, finer: .init(stages: 6, channels: 96))
  }

  /// Expansion, depthwise convolution and linear projection, beside a short cut where the shape stays.
  private static func invertedResidual(
    _ scope: Scope, _ inputs: Int, _ outputs: Int, stride: Int, expansion: Int
  ) throws -> InvertedResidual {
    let place = scope / "conv"
    let hidden = inputs * expansion
    var units: [ConvolutionUnit] = []
    if expansion != 1 {
      units.append(
        try ConvolutionUnit(
          conv: place / 0 / 0, norm: place / 0 / 1, inputs, hidden, kernel: 1, activation: .relu6))
    }
    let depthwise = units.count
    units.append(
      try ConvolutionUnit(
        conv: place / depthwise / 0, norm: place / depthwise / 1, hidden, hidden, kernel: 3, stride: stride,
        groups: hidden, activation: .relu6))
    units.append(
      try ConvolutionUnit(
        conv: place / (depthwise + 1), norm: place / (depthwise + 2), hidden, outputs, kernel: 1, activation: .none))
    return InvertedResidual(body: Chain(units), hasShortcut: stride == 1 && inputs == outputs)
  }
}

/// body(x) + x, or body(x).
private struct InvertedResidual: GraphModule {
  let body: Chain
  let hasShortcut: Bool

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    hasShortcut ? try input + body(input) : try body(input)
  }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    let output = try body.write(input, to: &graph)
    return hasShortcut ? try graph.add(input, output) : output
  }
}
