package import Radiograph
import Stress

/// A change of one kind to a picture: what an ``Augmentation`` has drawn for it.
public struct AcquisitionChange: Sendable, Equatable {
  /// What is done.
  public let kind: AcquisitionKind
  /// How much of it, in the kind's unit.
  public let amount: Double
  /// Seed of all else that is random: noise, where things lie, how far an unsharp mask reaches.
  public let seed: UInt64

  /// A change of your own.
  public init(_ kind: AcquisitionKind, amount: Double, seed: UInt64 = 0) {
    self.kind = kind
    self.amount = amount
    self.seed = seed
  }

  /// Changes a picture; its size and channels stay.
  ///
  /// - Throws: `RadiographError`.
  package func apply(to image: inout PreparedImage) throws {
    var random = StressRandom(seed: seed)
    switch kind {
    case .brightness: image.scaleBrightness(by: amount)
    case .contrast: try image.scaleContrast(by: amount)
    case .gamma: image.correctGamma(amount)
    case .blur: image.blur(deviation: amount)
    case .noise: image.addGaussianNoise(deviation: amount, &random)
    case .jpeg: image = try image.throughJPEG(quality: Int(amount))
    case .lowResolution: try image.reduceResolution(to: amount, down: .box, up: .triangle)
    case .shotNoise: image.addShotNoise(photons: amount, &random)
    case .unsharpMask: image.unsharpMask(amount: amount, deviation: random.uniform(1...3))
    case .windowNarrow: image.narrowWindow(cutting: amount)
    case .windowWide: image.widenWindow(by: amount)
    case .equalization: try image.equalize(share: amount)
    case .impulseNoise: image.addImpulseNoise(share: amount, &random)
    case .borders: image.addBorders(share: amount, &random)
    case .collimation: image.collimate(losing: amount, &random)
    case .text: image.burnInText(count: Int(amount.rounded()), &random)
    case .halfDark: image.darkenHalf(to: amount, &random)
    }
  }
}
