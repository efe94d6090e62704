/// The values of an activation that 8 bits are to tell apart; what lies beyond is cut off.
public struct ActivationRange: Sendable, Hashable {
  /// The lowest value, at most 0, so that 0 is one of the 256 levels.
  public let lower: Float
  /// The highest value, at least 0.
  public let upper: Float

  /// A range, widened to hold 0.
  public init(_ lower: Float, _ upper: Float) {
    self.lower = min(lower, 0)
    self.upper = max(upper, 0)
  }

  /// The distance between two levels.
  var scale: Float {
    let scale = (upper - lower) / 255
    return scale > 0 && scale.isFinite ? scale : 1
  }

  /// The level that stands for 0.
  var zeroPoint: UInt8 { UInt8(min(max((-lower / scale).rounded(), 0), 255)) }
}
