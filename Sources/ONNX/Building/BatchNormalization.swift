/// Batch normalisation as it acts in inference: `y = gamma · (x − mean) / √(variance + epsilon) + beta`, per channel.
///
/// Ioffe & Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift",
/// 2015, <https://arxiv.org/abs/1502.03167>.
public struct BatchNormalization: Sendable, Equatable {
  /// The learned scale, one value a channel (PyTorch's `weight`).
  public let gamma: [Float]
  /// The learned offset, one value a channel (PyTorch's `bias`).
  public let beta: [Float]
  /// The running mean, one value a channel.
  public let mean: [Float]
  /// The running variance, one value a channel.
  public let variance: [Float]
  /// What is added to the variance before the root is taken.
  public let epsilon: Float

  /// Makes a normalisation of `gamma.count` channels.
  ///
  /// - Throws: `ONNXError.shapeMismatch` where the four vectors differ in length.
  public init(
    gamma: [Float], beta: [Float], mean: [Float], variance: [Float], epsilon: Float = 1e-5
  ) throws(ONNXError) {
    let counts = [gamma.count, beta.count, mean.count, variance.count]
    guard Set(counts).count == 1 else {
      throw .shapeMismatch(node: "", operation: "BatchNormalization", shapes: counts.map { [$0] })
    }
    self.gamma = gamma
    self.beta = beta
    self.mean = mean
    self.variance = variance
    self.epsilon = epsilon
  }

  /// The number of channels.
  public var channels: Int { gamma.count }

  /// The convolution or linear layer that does the work of one with `weight` and `bias` followed by this normalisation.
  ///
  /// With `s = gamma / √(variance + epsilon)`, output channel by output channel: `weight · s` and
  /// `(bias − mean) · s + beta`, computed in double precision and rounded once.
  ///
  /// - Parameters:
  ///   - weight: `[out, …]`, where `out` is the number of channels normalised.
  ///   - bias: one value an output channel, or nil for none.
  /// - Throws: `ONNXError.shapeMismatch` where the channels differ.
  public func folded(
    into weight: FloatTensor, bias: [Float]? = nil
  ) throws(ONNXError) -> (weight: FloatTensor, bias: [Float]) {
    guard weight.shape.first == channels, bias.map({ $0.count == channels }) ?? true else {
      let shapes = [weight.shape, [channels]] + (bias.map { [[$0.count]] } ?? [])
      throw .shapeMismatch(node: "", operation: "BatchNormalization", shapes: shapes)
    }
    let perChannel = channels == 0 ? 0 : weight.values.count / channels
    var values = weight.values
    var offsets = beta
    for channel in 0..<channels {
      let scale = Double(gamma[channel]) / (Double(variance[channel]) + Double(epsilon)).squareRoot()
      for index in channel * perChannel..<(channel + 1) * perChannel {
        values[index] = Float(Double(values[index]) * scale)
      }
      let shifted = Double(bias?[channel] ?? 0) - Double(mean[channel])
      offsets[channel] = Float(shifted * scale + Double(beta[channel]))
    }
    return (try FloatTensor(shape: weight.shape, values: values), offsets)
  }
}
