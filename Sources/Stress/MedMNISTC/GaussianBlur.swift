import Radiograph

// Equal to `medmnistc` 0.1.0, corruptions/filter.py.
extension StressKind {
  /// torchvision's `gaussian_blur`; the parameter is the side of the kernel in pixels.
  public static let gaussianBlur = StressKind(
    "gaussian_blur", "Gaussian blur", .medmnistC, [3, 5, 7, 9, 11]
  ) { image, side, _ in
    // The standard deviation that torchvision takes for a kernel.
    let filter = GaussianFilter(size: Int(side), deviation: side * 0.15 + 0.35)
    image.samples = filter.apply(to: image).map { UInt8(min(255, max(0, $0.rounded(.toNearestOrEven)))) }
  }
}
