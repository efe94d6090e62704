import ONNX
import Torch

/// Squeeze-and-Excitation Networks.
///
/// Jie Hu, Li Shen, Samuel Albanie, Gang Sun, Enhua Wu, 2017, https://arxiv.org/abs/1709.01507. Each channel is squeezed to
/// its mean; a small perceptron makes of all means a factor between 0 and 1 for each channel. [N, C, H, W] to the same
/// shape.
struct SqueezeExcitation: GraphModule {
  private let excitation: ChannelPerceptron

  /// A block whose perceptron makes factors of the channels' means.
  init(_ excitation: ChannelPerceptron) { self.excitation = excitation }

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    try input * excitation(input.mean(along: [2, 3], keeping: true)).sigmoid()
  }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    let factors = try graph.sigmoid(excitation.write(graph.globalAveragePool(input), to: &graph))
    return try graph.gate(input, by: factors)
  }
}
