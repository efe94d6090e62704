extension Canvas {
  /// Histogram equalization of an 8-bit grey picture, as OpenCV's `equalizeHist`, pixel for pixel.
  func equalized() -> Canvas {
    let canvas = grayscale().eightBit()
    guard case .gray8(let samples) = canvas.pixels else { return canvas }
    let histogram = samples.histogram()
    guard let darkest = histogram.firstIndex(where: { $0 > 0 }), histogram[darkest] < samples.count else {
      return canvas
    }
    let scale = 255 / Float(samples.count - histogram[darkest])
    var table = [UInt8](repeating: 0, count: 256)
    var sum = 0
    for level in darkest + 1..<256 {
      sum += histogram[level]
      table[level] = UInt8(min((Float(sum) * scale).rounded(.toNearestOrEven), 255))
    }
    return canvas.with(.gray8(samples.mapped(through: table)))
  }
}

extension Sequence<UInt8> {
  /// How often each of the 256 levels occurs.
  func histogram() -> [Int] {
    var histogram = [Int](repeating: 0, count: 256)
    for sample in self { histogram[Int(sample)] += 1 }
    return histogram
  }
}
