/// How the learning rate changes with time: a function of the step, so that there is nothing to save.
///
/// Whether a step is a batch or an epoch is up to the one who counts.
public protocol Schedule: Sendable {
  /// The learning rate at a step, counted from 0, of a group that begins with `base`.
  func learningRate(_ base: Double, step: Int) -> Double

  /// The momentum at a step, or nil if it stays as it is.
  func momentum(step: Int) -> Double?
}

extension Schedule {
  /// The momentum stays as it is.
  public func momentum(step: Int) -> Double? { nil }
}
