extension Pixels {
  /// The mean of each channel, over all pixels or those with a weight.
  func means(of weights: [Float]? = nil) -> [Float] {
    func mean<Sample: BinaryInteger>(_ samples: [Sample]) -> [Float] {
      let channels = self.channels
      return (0..<channels).map { channel in
        var (sum, total) = (0.0, 0.0)
        for pixel in 0..<samples.count / channels {
          let weight = weights.map { Double($0[pixel]) } ?? 1
          sum += weight * Double(samples[pixel * channels + channel])
          total += weight
        }
        return total > 0 ? Float(sum / total) : 0
      }
    }
    return switch self {
    case .gray8(let samples), .rgb8(let samples): mean(samples)
    case .gray16(let samples, _): mean(samples)
    }
  }

  /// Each sample where its pixel's weight is 1, the channel's fill where it is 0, and what lies between.
  ///
  /// - Parameter weights: one for each pixel, from 0 to 1.
  func blended(_ weights: [Float], with fill: [Float]) -> Pixels {
    func blend<Sample: FixedWidthInteger>(_ samples: [Sample]) -> [Sample] {
      var samples = samples
      for pixel in weights.indices where weights[pixel] < 1 {
        for channel in 0..<fill.count {
          let index = pixel * fill.count + channel
          let mixed = fill[channel] + (Float(samples[index]) - fill[channel]) * weights[pixel]
          samples[index] = Sample(clamping: Int(mixed.rounded()))
        }
      }
      return samples
    }
    return switch self {
    case .gray8(let samples): .gray8(blend(samples))
    case .gray16(let samples, let bitDepth): .gray16(blend(samples), bitDepth: bitDepth)
    case .rgb8(let samples): .rgb8(blend(samples))
    }
  }
}
