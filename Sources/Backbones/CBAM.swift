import ONNX
import Torch

/// CBAM: Convolutional Block Attention Module.
///
/// Sanghyun Woo, Jongchan Park, Joon-Young Lee, In So Kweon, 2018, https://arxiv.org/abs/1807.06521. First a factor for
/// each channel, of its mean and its maximum by one perceptron (equation 2); then a factor for each place, of the mean and
/// the maximum over channels by a 7×7 convolution (equation 3). [N, C, H, W] to the same shape.
struct CBAM: GraphModule {
  private let perceptron: ChannelPerceptron
  private let spatial: Conv2d
  private let name: String

  /// A module with its parameters in `channel` and `spatial`; all factors are ½ until something is learnt.
  init(_ scope: Scope, _ channels: Int, units: Int) throws {
    perceptron = try ChannelPerceptron(
      scope / "channel", channels, units: units, activation: .relu, startsNeutral: true)
    let place = scope / "spatial"
    spatial = try Conv2d(place, 2, 1, kernel: 7, padding: 3, bias: false, initialization: .constant(0))
    name = place.path
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    let means = try perceptron(input.mean(along: [2, 3], keeping: true))
    let maxima = try perceptron(input.max(along: [2, 3], keeping: true))
    let channelled = try input * (means + maxima).sigmoid()
    let places = try Tensor.cat(
      [channelled.mean(along: [1], keeping: true), channelled.max(along: [1], keeping: true)], along: 1)
    return try channelled * spatial(places).sigmoid()
  }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    let means = try perceptron.write(graph.globalAveragePool(input), to: &graph, suffix: ".mean")
    let maxima = try perceptron.write(graph.globalMaxPool(input), to: &graph, suffix: ".max")
    let channelled = try graph.gate(input, by: graph.sigmoid(graph.add(means, maxima)))
    let places = try graph.concat([graph.channelMean(channelled), graph.channelMaximum(channelled)])
    let convolved = try graph.conv(
      places, weight: FloatTensor(spatial.weight), padding: spatial.padding, name: name)
    return try graph.gate(channelled, by: graph.sigmoid(convolved))
  }
}
