/// A point of a curve, in the units of its axes.
public struct PlotPoint: Sendable, Equatable {
  /// The horizontal value.
  public var x: Double

  /// The vertical value; NaN where it was not measured.
  public var y: Double

  /// A point at (`x`, `y`).
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  var isFinite: Bool { x.isFinite && y.isFinite }
}

/// The interval of a curve at one x value.
public struct PlotInterval: Sendable, Equatable {
  /// The horizontal value.
  public var x: Double

  /// Lower bound of the interval.
  public var lower: Double

  /// Upper bound of the interval.
  public var upper: Double

  /// The interval from `lower` to `upper` at `x`.
  public init(x: Double, lower: Double, upper: Double) {
    self.x = x
    self.lower = lower
    self.upper = upper
  }
}
