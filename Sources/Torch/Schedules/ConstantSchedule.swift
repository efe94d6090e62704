/// A learning rate that stays as it is.
public struct ConstantSchedule: Schedule {
  /// The schedule.
  public init() {}

  /// The base.
  public func learningRate(_ base: Double, step: Int) -> Double { base }
}
