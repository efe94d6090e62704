package import Radiograph

// Equal to `medmnistc` 0.1.0, corruptions/compression.py.
extension StressKind {
  /// Fewer pixels and back by Pillow's `BOX`; the parameter is the share of each side.
  public static let pixelate = StressKind(
    "pixelate", "Pixelate", .medmnistC, [0.8, 0.7, 0.6, 0.5, 0.4]
  ) { image, share, _ in
    try image.reduceResolution(to: share, down: .box, up: .box)
  }

  /// JPEG and back; the parameter is libjpeg's quality.
  ///
  /// Grey is coded as grey. The package codes it as three equal channels, whose luma is the same and whose chroma is
  /// nothing, so that the result is the same.
  public static let jpegCompression = StressKind(
    "jpeg_compression", "JPEG compression", .medmnistC, [50, 30, 15, 10, 7]
  ) { image, quality, _ in
    image = try image.throughJPEG(quality: Int(quality))
  }
}

extension PreparedImage {
  /// Takes the picture to fewer pixels and back.
  ///
  /// - Parameters:
  ///   - share: Of each side, up to 1.
  ///   - down: How a sample of fewer pixels is made.
  ///   - up: How the samples between them are.
  /// - Throws: `RadiographError`.
  package mutating func reduceResolution(to share: Double, down: ResamplingKernel, up: ResamplingKernel) throws {
    let size = ImageSize(width: width, height: height)
    let smaller = ImageSize(
      width: max(1, Int(Double(size.width) * share)), height: max(1, Int(Double(size.height) * share)))
    self = try resized(to: smaller, kernel: down).resized(to: size, kernel: up)
  }
}
