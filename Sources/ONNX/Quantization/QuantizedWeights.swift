/// Weights in signed 8-bit integers, symmetric about 0, with a scale for each output channel.
///
/// `w ≈ scale · q` with `scale = max|w| / 127` over the channel; -128 is not used.
///
/// Rounding moves the mean of what a channel yields, by `Σ (scale · q - w) · E[x]`. Taken off the bias, the mean stays:
/// Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019,
/// <https://arxiv.org/abs/1906.04721>.
struct QuantizedWeights {
  let values: [Int8]
  let scales: [Float]
  private let weights: FloatTensor

  init(_ weights: FloatTensor) {
    let channels = max(1, weights.shape.first ?? 1)
    let length = weights.values.count / channels
    var scales = [Float](repeating: 1, count: channels)
    var values = [Int8](repeating: 0, count: weights.values.count)
    for channel in 0..<channels {
      let range = channel * length..<(channel + 1) * length
      let largest = weights.values[range].reduce(0) { max($0, abs($1)) }
      guard largest > 0, largest.isFinite else { continue }
      scales[channel] = largest / 127
      for index in range {
        values[index] = Int8(min(max((weights.values[index] / scales[channel]).rounded(.toNearestOrEven), -127), 127))
      }
    }
    self.values = values
    self.scales = scales
    self.weights = weights
  }

  /// How far the mean of each output channel moves.
  ///
  /// - Parameters:
  ///   - means: the mean of each input channel.
  ///   - groups: into how many parts the channels are divided.
  /// - Returns: nil where the means are not those of this convolution's input.
  func shift(means: [Float], groups: Int) -> [Float]? {
    let (outputs, inputs) = (scales.count, weights.shape.count > 1 ? weights.shape[1] : 0)
    guard inputs > 0, groups > 0, outputs % groups == 0, means.count == inputs * groups else { return nil }
    let area = values.count / (outputs * inputs)
    return (0..<outputs).map { output in
      let first = output / (outputs / groups) * inputs
      var shift: Float = 0
      for input in 0..<inputs {
        let start = (output * inputs + input) * area
        let errors = (start..<start + area).reduce(Float(0)) {
          $0 + Float(values[$1]) * scales[output] - weights.values[$1]
        }
        shift += errors * means[first + input]
      }
      return shift
    }
  }
}
