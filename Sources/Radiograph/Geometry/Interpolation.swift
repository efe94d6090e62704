/// Where the samples of a coarser or finer grid lie between those of a line: half a sample's width from each end, as with
/// PyTorch's `align_corners=False`.
private struct InterpolatedAxis {
  /// The sample before each place, the one after it (the same at the end), and the share of the latter.
  let places: [(first: Int, second: Int, share: Float)]

  init(from length: Int, to newLength: Int) {
    let scale = Float(length) / Float(newLength)
    places = (0..<newLength).map { place in
      let position = max(0, scale * (Float(place) + 0.5) - 0.5)
      let first = min(Int(position), length - 1)
      return (first, min(first + 1, length - 1), min(max(position - Float(first), 0), 1))
    }
  }
}

extension Canvas {
  /// Resizes from the four samples around each new one, in single precision, rounded to whole levels, halves to even: as
  /// `torch.nn.functional.interpolate(x.float(), size, mode="bilinear", antialias=False).round()`.
  func interpolated(to size: ImageSize) -> Canvas {
    guard size != self.size else { return self }
    let columns = InterpolatedAxis(from: width, to: size.width)
    let rows = InterpolatedAxis(from: height, to: size.height)
    func interpolate<Sample: FixedWidthInteger>(_ samples: [Sample], _ channels: Int) -> [Sample] {
      var output: [Sample] = []
      output.reserveCapacity(size.width * size.height * channels)
      samples.withUnsafeBufferPointer { samples in
        for row in rows.places {
          let (upper, lower) = (row.first * width, row.second * width)
          for column in columns.places {
            let (left, right) = (1 - column.share, column.share)
            for channel in 0..<channels {
              func sample(_ line: Int, _ place: Int) -> Float { Float(samples[(line + place) * channels + channel]) }
              let above = left * sample(upper, column.first) + right * sample(upper, column.second)
              let below = left * sample(lower, column.first) + right * sample(lower, column.second)
              let value = (1 - row.share) * above + row.share * below
              output.append(Sample(clamping: Int(value.rounded(.toNearestOrEven))))
            }
          }
        }
      }
      return output
    }
    let pixels: Pixels =
      switch self.pixels {
      case .gray8(let samples): .gray8(interpolate(samples, 1))
      case .gray16(let samples, let bitDepth): .gray16(interpolate(samples, 1), bitDepth: bitDepth)
      case .rgb8(let samples): .rgb8(interpolate(samples, 3))
      }
    return Canvas(width: size.width, height: size.height, pixels: pixels)
  }
}
