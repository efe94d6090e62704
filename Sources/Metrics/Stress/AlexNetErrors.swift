/// The balanced errors that MedMNIST-C holds a model's against: AlexNet's on PneumoniaMNIST's test part, at 224 × 224.
///
/// Di Salvo, Doerrich and Ledig, "MedMNIST-C", 2024, arXiv 2406.17536, section 3.3; the numbers are those of the package
/// `medmnistc` 0.1.0, `utils/baselines.py`. A kind's error is the mean of its five severities.
enum AlexNetErrors {
  /// The severities that an error is the mean of.
  private static let severities = Array(1...5)
  private static let clean = 0.10085470085470083
  private static let errors = [
    "pixelate": 0.22102564102564104, "jpeg_compression": 0.2798290598290598, "gaussian_noise": 0.4414529914529915,
    "speckle_noise": 0.3457264957264957, "impulse_noise": 0.4581196581196581, "shot_noise": 0.4106837606837607,
    "gaussian_blur": 0.2730769230769231, "brightness_up": 0.14649572649572645,
    "brightness_down": 0.2782051282051282, "contrast_up": 0.09529914529914527,
    "contrast_down": 0.23743589743589744, "gamma_corr_up": 0.09606837606837607,
    "gamma_corr_down": 0.16641025641025642,
  ]

  /// How many kinds there are.
  static var count: Int { errors.count }

  /// A model's errors under a kind as shares of AlexNet's; nil for another kind, or other severities than all five.
  ///
  /// - Parameters:
  ///   - balancedAccuracy: The mean of the severities.
  ///   - clean: The balanced accuracy on pictures as they are.
  /// - Returns: The balanced error as a share of AlexNet's, and the same of the rise of the error over that on pictures as
  ///   they are. AlexNet's own error falls a little under more contrast and gamma above 1: there the second is as negative
  ///   as the model's error rises, and large, as in the package.
  static func ratios(
    _ kind: String, severities: [Int], balancedAccuracy: Double?, clean: Double?
  ) -> (error: Double, rise: Double)? {
    guard let alexNet = errors[kind], severities.sorted() == Self.severities, let balancedAccuracy, let clean else {
      return nil
    }
    return ((1 - balancedAccuracy) / alexNet, (clean - balancedAccuracy) / (alexNet - Self.clean))
  }
}
