/// Weights in signed 8-bit integers, symmetric about 0, with a scale for each output channel.
///
/// `w ≈ scale · q` with `scale = max|w| / 127` over the channel; -128 is not used.
struct QuantizedWeights {
  let values: [Int8]
  let scales: [Float]

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
  }
}
