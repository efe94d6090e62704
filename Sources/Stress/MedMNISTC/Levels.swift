import Foundation
package import Radiograph

// Equal to `medmnistc` 0.1.0, corruptions/enhance.py: Pillow's `ImageEnhance` and torchvision's `adjust_gamma`.
extension StressKind {
  /// Levels times a factor above 1.
  public static let brightnessUp = brightness("brightness_up", "Brighter", [1.1, 1.2, 1.3, 1.4, 1.5])
  /// Levels times a factor below 1.
  public static let brightnessDown = brightness("brightness_down", "Darker", [0.9, 0.8, 0.7, 0.6, 0.5])
  /// Differences to the mean times a factor above 1.
  public static let contrastUp = contrast("contrast_up", "More contrast", [1.1, 1.2, 1.3, 1.4, 1.6])
  /// Differences to the mean times a factor below 1.
  public static let contrastDown = contrast("contrast_down", "Less contrast", [0.9, 0.8, 0.7, 0.6, 0.4])
  /// An exponent above 1 of levels from 0 to 1: darker.
  public static let gammaUp = gamma("gamma_corr_up", "Gamma above 1", [1.1, 1.2, 1.3, 1.4, 1.6])
  /// An exponent below 1 of levels from 0 to 1: brighter.
  public static let gammaDown = gamma("gamma_corr_down", "Gamma below 1", [0.9, 0.8, 0.7, 0.6, 0.4])

  private static func brightness(_ id: String, _ name: String, _ factors: [Double]) -> StressKind {
    StressKind(id, name, .medmnistC, factors) { image, factor, _ in
      image.scaleBrightness(by: factor)
    }
  }

  private static func contrast(_ id: String, _ name: String, _ factors: [Double]) -> StressKind {
    StressKind(id, name, .medmnistC, factors) { image, factor, _ in
      try image.scaleContrast(by: factor)
    }
  }

  private static func gamma(_ id: String, _ name: String, _ exponents: [Double]) -> StressKind {
    StressKind(id, name, .medmnistC, exponents) { image, exponent, _ in
      image.correctGamma(exponent)
    }
  }
}

extension PreparedImage {
  /// Multiplies levels by a factor.
  package mutating func scaleBrightness(by factor: Double) { mapLevels { Self.blend(0, $0, factor) } }

  /// Multiplies the differences of levels to the mean grey by a factor.
  ///
  /// - Throws: `RadiographError`.
  package mutating func scaleContrast(by factor: Double) throws {
    let grey = try grayscale().samples
    let mean = Double(grey.reduce(0) { $0 + Int($1) }) / Double(grey.count)
    let middle = (mean + 0.5).rounded(.down)
    mapLevels { Self.blend(middle, $0, factor) }
  }

  /// Raises levels from 0 to 1 to an exponent.
  package mutating func correctGamma(_ exponent: Double) {
    mapLevels { 255.999 * pow($0 / 255, exponent) }
  }

  /// Pillow's `Image.blend`, in single precision.
  private static func blend(_ first: Double, _ second: Double, _ alpha: Double) -> Double {
    Double(Float(first) + Float(alpha) * (Float(second) - Float(first)))
  }
}
