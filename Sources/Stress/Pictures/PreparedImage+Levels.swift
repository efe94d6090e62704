import Radiograph

extension PreparedImage {
  /// Replaces each sample by its entry in a table of 256.
  mutating func map(through table: [UInt8]) { samples = samples.mapped(through: table) }

  /// Replaces each sample by what a curve makes of its level, cut off to 0...255 and truncated as a cast to a byte does.
  mutating func mapLevels(_ curve: (Double) -> Double) {
    map(through: (0..<256).map { UInt8(min(255, max(0, curve(Double($0))))) })
  }

  /// Adds to or replaces pixels by their place: `change` gets a channel's level, column and row, and returns the new level.
  mutating func mapPlaces(_ change: (_ level: Float, _ x: Int, _ y: Int) -> Float) {
    let (width, height, channels) = (self.width, self.height, self.channels)
    samples.withUnsafeMutableBufferPointer { samples in
      for y in 0..<height {
        for x in 0..<width {
          let first = (y &* width &+ x) &* channels
          for i in first..<first &+ channels {
            samples[i] = UInt8(min(255, max(0, change(Float(samples[i]), x, y) + 0.5)))
          }
        }
      }
    }
  }

  /// Fills what of a rectangle lies in the picture.
  mutating func fill(x: Range<Int>, y: Range<Int>, level: UInt8) {
    let columns = x.clamped(to: 0..<width)
    let rows = y.clamped(to: 0..<height)
    guard !columns.isEmpty else { return }
    for row in rows {
      let first = (row * width + columns.lowerBound) * channels
      for i in first..<first + columns.count * channels { samples[i] = level }
    }
  }

  /// The levels below which two shares of the samples lie.
  func quantiles(_ lower: Double, _ upper: Double) -> (lower: Double, upper: Double) {
    let histogram = samples.histogram()
    func quantile(_ share: Double) -> Double {
      let wanted = Int(share * Double(samples.count))
      var sum = 0
      let level = histogram.indices.first { level in
        sum += histogram[level]
        return sum > wanted
      }
      return Double(level ?? 255)
    }
    return (quantile(lower), quantile(upper))
  }
}
