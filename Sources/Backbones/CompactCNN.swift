import ONNX
import Torch

/// A small network that is learnt from scratch: three blocks of convolution, ReLU, batch normalisation, max-pooling and
/// dropout, with 32, 64 and 128 channels.
///
/// The network of the student systems that use Keras; batch normalisation has Keras's momentum and epsilon.
enum CompactCNN {
  /// The blocks; the head follows after global average pooling.
  static func backbone(_ scope: Scope) throws -> Backbone {
    var channels = 3
    var stages: [Backbone.Stage] = []
    for (index, outputs) in [32, 64, 128].enumerated() {
      let name = "block\(index + 1)"
      let block = try CompactBlock(scope / name, channels, outputs)
      stages.append(Backbone.Stage(name: name, prefixes: [name], module: block))
      channels = outputs
    }
    return Backbone(stages: stages, featureCount: channels, finer: .init(stages: 2, channels: 64))
  }
}

/// conv 3×3, ReLU, batch normalisation, max-pooling by 2, dropout 0.25: [N, inputs, H, W] to [N, outputs, H/2, W/2].
private struct CompactBlock: GraphModule {
  private let conv: Conv2d
  private let norm: BatchNorm2d
  private let pool = MaxPool2d(kernel: 2)
  private let dropout: Dropout
  private let name: String

  init(_ scope: Scope, _ inputs: Int, _ outputs: Int) throws {
    conv = try Conv2d(scope / "conv", inputs, outputs, kernel: 3, padding: 1)
    norm = try BatchNorm2d(scope / "norm", outputs, epsilon: 1e-3, momentum: 0.01)
    dropout = Dropout(scope, 0.25)
    name = scope.path
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    try dropout(pool(norm(conv(input).relu())))
  }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    let convolved = try graph.conv(
      input, weight: FloatTensor(conv.weight), bias: conv.bias?.floats(), padding: conv.padding, name: name + ".conv")
    // The normalisation follows the ReLU, so the convolution can't take it in.
    let normalised = try graph.batchNorm(graph.relu(convolved), BatchNormalization(norm), name: name + ".norm")
    return try pool.write(normalised, to: &graph)
  }
}
