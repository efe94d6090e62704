/// What a look at a picture's grey levels and colours tells, from a sample of at most some 65,000 pixels.
struct PictureStatistics {
  /// Pixels looked at along the longer side, at most.
  private static let extent = 256

  /// Width by height, or height by width, whichever is 1 or more.
  let aspect: Double
  /// The smaller side in pixels.
  let shorterSide: Int
  /// The share of pixels whose channels differ by more than an eighth of the range.
  let coloredShare: Double
  /// From the 1st to the 99th percentile of the grey levels, as a share of the range.
  let contrast: Double
  /// The share of pixels in the fullest of 64 equal ranges of grey levels.
  let commonestShare: Double
  /// Where that range lies, from 0 (black) to 1 (white).
  let commonestLevel: Double

  init(_ radiograph: Radiograph) {
    let (width, height) = (radiograph.width, radiograph.height)
    aspect = Double(max(width, height)) / Double(min(width, height))
    shorterSide = min(width, height)
    var histogram = [Int](repeating: 0, count: 256)
    var colored = 0
    let step = max(1, max(width, height) / Self.extent)
    let shift = max(0, radiograph.pixels.bitDepth - 8)
    func forEachPixel(_ body: (Int) -> Void) {
      for y in stride(from: step / 2, to: height, by: step) {
        for x in stride(from: step / 2, to: width, by: step) { body(y * width + x) }
      }
    }
    switch radiograph.pixels {
    case .gray8(let samples): forEachPixel { histogram[Int(samples[$0])] += 1 }
    case .gray16(let samples, _): forEachPixel { histogram[min(255, Int(samples[$0]) >> shift)] += 1 }
    case .rgb8(let samples):
      forEachPixel { pixel in
        let (red, green, blue) = (samples[3 * pixel], samples[3 * pixel + 1], samples[3 * pixel + 2])
        histogram[(Int(red) * 77 + Int(green) * 150 + Int(blue) * 29) >> 8] += 1
        if max(red, green, blue) - min(red, green, blue) > 32 { colored += 1 }
      }
    }
    let total = max(1, histogram.reduce(0, +))
    coloredShare = Double(colored) / Double(total)
    contrast = Double(Self.level(0.99, histogram, total) - Self.level(0.01, histogram, total)) / 255
    let ranges = (0..<64).map { histogram[4 * $0..<4 * $0 + 4].reduce(0, +) }
    let fullest = ranges.indices.max { ranges[$0] < ranges[$1] } ?? 0
    commonestShare = Double(ranges[fullest]) / Double(total)
    commonestLevel = Double(fullest) / 63
  }

  /// The lowest level that at least this share of the pixels does not exceed.
  private static func level(_ share: Double, _ histogram: [Int], _ total: Int) -> Int {
    var sum = 0
    for (level, count) in histogram.enumerated() {
      sum += count
      if Double(sum) >= share * Double(total) { return level }
    }
    return histogram.count - 1
  }
}
