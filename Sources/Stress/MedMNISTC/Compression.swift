import Radiograph

// Equal to `medmnistc` 0.1.0, corruptions/compression.py.
extension StressKind {
  /// Fewer pixels and back by Pillow's `BOX`; the parameter is the share of each side.
  public static let pixelate = StressKind(
    "pixelate", "Pixelate", .medmnistC, [0.8, 0.7, 0.6, 0.5, 0.4]
  ) { image, share, _ in
    let size = ImageSize(width: image.width, height: image.height)
    let smaller = ImageSize(
      width: max(1, Int(Double(size.width) * share)), height: max(1, Int(Double(size.height) * share)))
    image = try image.resized(to: smaller, kernel: .box).resized(to: size, kernel: .box)
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
