package import Radiograph

// Equal in distribution to `medmnistc` 0.1.0, corruptions/noise.py, and pixel for pixel where the noise is the same.
extension StressKind {
  /// Noise of the normal distribution; the parameter is its standard deviation, white being 1.
  public static let gaussianNoise = StressKind(
    "gaussian_noise", "Gaussian noise", .medmnistC, [0.04, 0.05, 0.06, 0.07, 0.08]
  ) { image, deviation, random in
    image.addGaussianNoise(deviation: deviation, &random)
  }

  /// Noise that grows with the level; the parameter is its standard deviation, the level being 1.
  public static let speckleNoise = StressKind(
    "speckle_noise", "Speckle noise", .medmnistC, [0.05, 0.07, 0.10, 0.15, 0.20]
  ) { image, deviation, random in
    let normal = NormalDistribution.standard
    image.corruptSamples { NoiseLevel.speckle($0, deviation * normal.draw(&random)) }
  }

  /// Samples that are black or white; the parameter is their share.
  public static let impulseNoise = StressKind(
    "impulse_noise", "Impulse noise", .medmnistC, [0.005, 0.01, 0.013, 0.017, 0.02]
  ) { image, share, random in
    image.addImpulseNoise(share: share, &random)
  }

  /// The noise of counted photons; the parameter is how many a white sample has.
  public static let shotNoise = StressKind(
    "shot_noise", "Shot noise", .medmnistC, [300, 200, 150, 100, 80]
  ) { image, photons, random in
    image.addShotNoise(photons: photons, &random)
  }
}

extension PreparedImage {
  /// Adds normal numbers with a standard deviation, white being 1.
  package mutating func addGaussianNoise(deviation: Double, _ random: inout StressRandom) {
    let normal = NormalDistribution.standard
    corruptSamples { NoiseLevel.gaussian($0, deviation * normal.draw(&random)) }
  }

  /// Makes a share of the samples black or white.
  package mutating func addImpulseNoise(share: Double, _ random: inout StressRandom) {
    // Whether it is flipped and whether to white are independent: one word has bits enough for both.
    corruptSamples {
      let word = random.word()
      return NoiseLevel.impulse($0, isFlipped: Double(word >> 11) * 0x1p-53 <= share, isWhite: word & 1 == 1)
    }
  }

  /// Counts photons, of which a white sample has so many on average.
  package mutating func addShotNoise(photons: Double, _ random: inout StressRandom) {
    let histogram = samples.histogram()
    let counts = PoissonTable(
      means: histogram.indices.map { histogram[$0] > 0 ? Double($0) / 255 * photons : 0 })
    counts.withDraws { draw in
      corruptSamples { NoiseLevel.shot(draw(Int($0), &random), photons: photons) }
    }
  }
}
