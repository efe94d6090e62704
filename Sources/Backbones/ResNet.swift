import ONNX
import Torch

/// Deep Residual Learning for Image Recognition.
///
/// Kaiming He, Xiangyu Zhang, Shaoqing Ren, Jian Sun, 2015, https://arxiv.org/abs/1512.03385. As in torchvision, with the
/// stride of a bottleneck on its 3×3 convolution ("ResNet V1.5").
enum ResNet {
  /// Blocks a stage, and whether they are bottlenecks.
  struct Plan {
    let blocks: [Int]
    let isBottleneck: Bool

    static let resnet18 = Plan(blocks: [2, 2, 2, 2], isBottleneck: false)
    static let resnet34 = Plan(blocks: [3, 4, 6, 3], isBottleneck: false)
    static let resnet50 = Plan(blocks: [3, 4, 6, 3], isBottleneck: true)
    static let resnet101 = Plan(blocks: [3, 4, 23, 3], isBottleneck: true)
    static let resnet152 = Plan(blocks: [3, 8, 36, 3], isBottleneck: true)
  }

  /// The network without its `fc`, with torchvision's keys.
  static func backbone(_ scope: Scope, _ plan: Plan) throws -> Backbone {
    let stem = try ConvolutionUnit(
      conv: scope / "conv1", norm: scope / "bn1", 3, 64, kernel: 7, stride: 2, activation: .relu)
    let pool = MaxPool2d(kernel: 3, stride: 2, padding: 1)
    var stages = [Backbone.Stage(name: "stem", prefixes: ["conv1", "bn1"], module: Chain([stem, pool]))]
    var channels = 64
    for (index, count) in plan.blocks.enumerated() {
      let name = "layer\(index + 1)"
      let width = 64 << index
      var blocks: [any GraphModule] = []
      for block in 0..<count {
        let stride = block == 0 && index > 0 ? 2 : 1
        let place = scope / name / block
        let made =
          try plan.isBottleneck
          ? bottleneck(place, channels, width: width, stride: stride)
          : basic(place, channels, width: width, stride: stride)
        blocks.append(made)
        channels = plan.isBottleneck ? 4 * width : width
      }
      stages.append(Backbone.Stage(name: name, prefixes: [name], module: Chain(blocks)))
    }
    return Backbone(
      stages: stages, featureCount: channels, finer: .init(stages: plan.blocks.count, channels: channels / 2))
  }

  /// Two 3×3 convolutions beside a short cut (ResNet-18 and -34).
  private static func basic(_ scope: Scope, _ inputs: Int, width: Int, stride: Int) throws -> ResidualBlock {
    let body = Chain([
      try ConvolutionUnit(
        conv: scope / "conv1", norm: scope / "bn1", inputs, width, kernel: 3, stride: stride, activation: .relu),
      try ConvolutionUnit(conv: scope / "conv2", norm: scope / "bn2", width, width, kernel: 3, activation: .none),
    ])
    return ResidualBlock(body: body, downsample: try downsample(scope, inputs, width, stride: stride))
  }

  /// 1×1, 3×3 and 1×1 convolutions beside a short cut (ResNet-50 and deeper).
  private static func bottleneck(_ scope: Scope, _ inputs: Int, width: Int, stride: Int) throws -> ResidualBlock {
    let body = Chain([
      try ConvolutionUnit(conv: scope / "conv1", norm: scope / "bn1", inputs, width, kernel: 1, activation: .relu),
      try ConvolutionUnit(
        conv: scope / "conv2", norm: scope / "bn2", width, width, kernel: 3, stride: stride, activation: .relu),
      try ConvolutionUnit(conv: scope / "conv3", norm: scope / "bn3", width, 4 * width, kernel: 1, activation: .none),
    ])
    return ResidualBlock(body: body, downsample: try downsample(scope, inputs, 4 * width, stride: stride))
  }

  /// What fits the short cut to the body's output, where their shapes differ.
  private static func downsample(
    _ scope: Scope, _ inputs: Int, _ outputs: Int, stride: Int
  ) throws -> ConvolutionUnit? {
    guard stride != 1 || inputs != outputs else { return nil }
    let place = scope / "downsample"
    return try ConvolutionUnit(
      conv: place / 0, norm: place / 1, inputs, outputs, kernel: 1, stride: stride, activation: .none)
  }
}

/// relu(body(x) + shortcut(x)).
private struct ResidualBlock: GraphModule {
  let body: Chain
  let downsample: ConvolutionUnit?

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    try (body(input) + (downsample?(input) ?? input)).relu()
  }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    let output = try body.write(input, to: &graph)
    let shortcut = try downsample?.write(input, to: &graph) ?? input
    return try graph.relu(graph.add(output, shortcut))
  }
}
