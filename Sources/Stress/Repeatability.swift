import Foundation
public import Radiograph

/// How much a model's answer to one picture changes when the picture changes in ways that mean nothing.
///
/// The picture is read in copies, each under one mild change of exposure, contrast or position as two exposures of one
/// patient differ by; the measure is the within-subject standard deviation of Bland and Altman, "Measurement error",
/// BMJ 313:744, 1996, on the scale of logits.
public struct Repeatability: Sendable, Hashable {
  /// The changes, one a copy.
  public let cells: [Stress]
  /// Of what is random in them.
  public let seed: UInt64

  /// Changes of your own.
  public init(cells: [Stress], seed: UInt64) {
    self.cells = cells
    self.seed = seed
  }

  /// The mildest changes of brightness, contrast, gamma, noise, size, place and angle: twelve copies.
  public static let standard = Repeatability(
    cells: StressBattery(
      id: "repeatability",
      of: [
        .brightnessUp, .brightnessDown, .contrastUp, .contrastDown, .gammaUp, .gammaDown, .gaussianNoise, .zoomIn,
        .zoomOut, .shift, .rotationClockwise, .rotationCounterclockwise,
      ], severities: [1]
    ).cells, seed: 16)

  /// The standard deviation (n − 1 in the denominator) of the logits of the copies' probabilities; 0 where there are fewer
  /// than two.
  ///
  /// - Parameters:
  ///   - picture: Grey or colour; deep grey becomes 8 bits.
  ///   - read: The probability that the model gives a picture.
  /// - Throws: `RadiographError.tooMuchMemory`, and what `read` throws.
  public func deviation(
    of picture: Radiograph, read: (Radiograph) async throws -> Double
  ) async throws -> Double {
    var logits: [Double] = []
    for cell in cells {
      try Task.checkCancellation()
      let probability = try await read(cell.apply(to: picture, seed: seed))
      // Held from 0 and 1, where logits end.
      let held = min(1 - 1e-6, max(1e-6, probability))
      logits.append(log(held / (1 - held)))
    }
    return Self.deviation(logits)
  }

  /// The sample's standard deviation.
  static func deviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
  }
}
