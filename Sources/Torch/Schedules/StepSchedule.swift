import Foundation

/// A learning rate that is multiplied by a factor every so many steps.
///
/// - SeeAlso: `torch.optim.lr_scheduler.StepLR`.
public struct StepSchedule: Schedule {
  /// The steps between changes, at least 1.
  public let interval: Int
  /// What the rate is multiplied by.
  public let factor: Double

  /// A schedule with a change every `interval` steps.
  public init(every interval: Int, factor: Double = 0.1) {
    self.interval = max(interval, 1)
    self.factor = factor
  }

  /// base · factor^⌊step / interval⌋.
  public func learningRate(_ base: Double, step: Int) -> Double { base * pow(factor, Double(step / interval)) }
}
