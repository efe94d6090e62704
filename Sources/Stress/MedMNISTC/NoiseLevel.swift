package import Radiograph

/// What noise makes of a level, as NumPy computes it: in double precision from 0 to 1, cut off, times 255, truncated.
package enum NoiseLevel {
  /// The noise is added.
  @inline(__always)
  package static func gaussian(_ level: UInt8, _ noise: Double) -> UInt8 { byte(Double(level) / 255 + noise) }

  /// The noise, times the level, is added.
  @inline(__always)
  package static func speckle(_ level: UInt8, _ noise: Double) -> UInt8 {
    let clean = Double(level) / 255
    return byte(clean + clean * noise)
  }

  /// Black or white in the level's place.
  @inline(__always)
  package static func impulse(_ level: UInt8, isFlipped: Bool, isWhite: Bool) -> UInt8 {
    isFlipped ? (isWhite ? 255 : 0) : level
  }

  /// So many of the photons that make white.
  @inline(__always)
  package static func shot(_ count: Int, photons: Double) -> UInt8 { byte(Double(count) / photons) }

  @inline(__always)
  private static func byte(_ value: Double) -> UInt8 { UInt8(min(1, max(0, value)) * 255) }
}

extension PreparedImage {
  /// Replaces each sample by what `corrupted` makes of it, in their order.
  ///
  /// MedMNIST-C makes colour of grey, corrupts each of the three channels on its own, and makes grey of them again: the
  /// noise of a grey picture is a mean of three, and has two thirds of the standard deviation of one.
  @inline(__always)
  package mutating func corruptSamples(_ corrupted: (UInt8) -> UInt8) {
    guard channels == 1 else {
      for i in samples.indices { samples[i] = corrupted(samples[i]) }
      return
    }
    for i in samples.indices {
      let level = samples[i]
      let (red, green, blue) = (corrupted(level), corrupted(level), corrupted(level))
      // Pillow's `convert("L")`.
      let sum = UInt32(red) &* 19_595 &+ UInt32(green) &* 38_470 &+ UInt32(blue) &* 7_471 &+ 0x8000
      samples[i] = UInt8(truncatingIfNeeded: sum >> 16)
    }
  }
}
