package import Radiograph

// Equal to `medmnistc` 0.1.0, corruptions/filter.py.
extension StressKind {
  /// torchvision's `gaussian_blur`; the parameter is the side of the kernel in pixels.
  public static let gaussianBlur = StressKind(
    "gaussian_blur", "Gaussian blur", .medmnistC, [3, 5, 7, 9, 11]
  ) { image, side, _ in
    // The standard deviation that torchvision takes for a kernel.
    image.blur(GaussianFilter(size: Int(side), deviation: side * 0.15 + 0.35))
  }
}

extension PreparedImage {
  /// Blurs by a Gaussian with a standard deviation in pixels, cut off at three of them; 0 leaves all as it is.
  package mutating func blur(deviation: Double) {
    guard deviation > 0 else { return }
    blur(GaussianFilter(deviation: deviation))
  }

  fileprivate mutating func blur(_ filter: GaussianFilter) {
    samples = filter.apply(to: self).map { UInt8(min(255, max(0, $0.rounded(.toNearestOrEven)))) }
  }
}
