package import Radiograph

extension StressKind {
  /// Edges raised, as computed radiography does before a film is printed; the parameter is how much of what a blur takes
  /// away is added.
  ///
  /// The blur is wide, a fiftieth of the shorter side, as in the unsharp masks of the first digital systems (M. Prokop and
  /// others, "Principles of image processing in digital chest radiography", J Thorac Imaging 18, 2003).
  public static let unsharpMask = StressKind(
    "unsharp_mask", "Unsharp mask", .acquisition, [0.4, 0.8, 1.2, 1.6, 2]
  ) { image, amount, _ in
    image.unsharpMask(amount: amount, deviation: max(0.5, Double(min(image.width, image.height)) / 50))
  }

  /// The histogram equalized, in part; the parameter is the share of the equalized picture.
  public static let equalization = StressKind(
    "equalization", "Histogram equalisation", .acquisition, [0.2, 0.4, 0.6, 0.8, 1]
  ) { image, share, _ in
    try image.equalize(share: share)
  }

  /// A window that cuts off what is darkest and what is brightest; the parameter is the share of the pixels cut off at
  /// each end.
  public static let windowNarrow = StressKind(
    "window_narrow", "Window too narrow", .acquisition, [0.02, 0.05, 0.1, 0.15, 0.2]
  ) { image, share, _ in
    image.narrowWindow(cutting: share)
  }

  /// A window wider than the film's levels, so that neither black nor white is reached; the parameter is its width by
  /// theirs.
  public static let windowWide = StressKind(
    "window_wide", "Window too wide", .acquisition, [1.25, 1.5, 2, 2.5, 3]
  ) { image, width, _ in
    image.widenWindow(by: width)
  }
}

extension PreparedImage {
  /// Adds so much of what a Gaussian blur, with a standard deviation in pixels above 0, takes away.
  package mutating func unsharpMask(amount: Double, deviation: Double) {
    let (smooth, share) = (GaussianFilter(deviation: deviation).apply(to: self), Float(amount))
    for i in samples.indices {
      let level = Float(samples[i])
      samples[i] = UInt8(min(255, max(0, level + share * (level - smooth[i]) + 0.5)))
    }
  }

  /// Takes levels a share of the way to those of the equalized picture.
  ///
  /// - Throws: `RadiographError`.
  package mutating func equalize(share: Double) throws {
    guard let table = try grayscale().samples.equalizingTable() else { return }
    mapLevels { level in
      (level + share * (Double(table[Int(level)]) - level)).rounded()
    }
  }

  /// Spreads levels so that a share of the samples is cut off at each end.
  package mutating func narrowWindow(cutting share: Double) {
    let (low, high) = quantiles(share, 1 - share)
    guard low < high else { return }
    mapLevels { (255 * ($0 - low) / (high - low)).rounded() }
  }

  /// Squeezes levels as a window does that is so much wider than they reach.
  package mutating func widenWindow(by width: Double) {
    let (low, high) = quantiles(0.005, 0.995)
    guard low < high else { return }
    mapLevels { (127.5 + 255 * ($0 - (low + high) / 2) / (width * (high - low))).rounded() }
  }
}
