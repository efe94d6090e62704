/// How much a sample counts for another by their distance, the unit being a sample of the coarser of the two grids.
package enum ResamplingKernel: Sendable {
  /// Pillow's `BILINEAR`.
  case triangle
  /// Pillow's `BOX`: the mean of the samples that a new one covers.
  case box

  /// The distance from which on nothing counts.
  var support: Double {
    switch self {
    case .triangle: 1
    case .box: 0.5
    }
  }

  /// The weight, not yet normalised, at a distance with its sign.
  func weight(at distance: Double) -> Double {
    switch self {
    case .triangle: abs(distance) < 1 ? 1 - abs(distance) : 0
    case .box: distance > -0.5 && distance <= 0.5 ? 1 : 0
    }
  }
}
