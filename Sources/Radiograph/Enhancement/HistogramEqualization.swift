extension Canvas {
  /// Histogram equalization of an 8-bit grey picture, as OpenCV's `equalizeHist`, pixel for pixel.
  func equalized() -> Canvas {
    let canvas = grayscale().eightBit()
    guard case .gray8(let samples) = canvas.pixels else { return canvas }
    guard let table = samples.equalizingTable() else { return canvas }
    return canvas.with(.gray8(samples.mapped(through: table)))
  }
}

extension [UInt8] {
  /// What histogram equalization makes of each of the 256 levels; nil where there are fewer than two to spread.
  package func equalizingTable() -> [UInt8]? {
    let histogram = histogram()
    guard let darkest = histogram.firstIndex(where: { $0 > 0 }), histogram[darkest] < count else { return nil }
    let scale = 255 / Float(count - histogram[darkest])
    var table = [UInt8](repeating: 0, count: 256)
    var sum = 0
    for level in darkest + 1..<256 {
      sum += histogram[level]
      table[level] = UInt8(Swift.min((Float(sum) * scale).rounded(.toNearestOrEven), 255))
    }
    return table
  }
}

extension [UInt8] {
  /// How often each of the 256 levels occurs.
  ///
  /// For arrays alone: what is generic is not specialised for callers in other modules, and calls through a table for
  /// every sample.
  package func histogram() -> [Int] {
    var histogram = [Int](repeating: 0, count: 256)
    for sample in self { histogram[Int(sample)] += 1 }
    return histogram
  }
}
