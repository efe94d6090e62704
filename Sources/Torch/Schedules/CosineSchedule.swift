import Foundation

/// A learning rate that rises in a straight line and then falls along half a cosine.
///
/// Loshchilov and Hutter, "SGDR", 2016, https://arxiv.org/abs/1608.03983, without restarts.
///
/// - SeeAlso: `torch.optim.lr_scheduler.LinearLR`, then `CosineAnnealingLR`, in a `SequentialLR`.
public struct CosineSchedule: Schedule {
  /// All steps, those of the rise too.
  public let steps: Int
  /// The steps of the rise.
  public let warmUpSteps: Int
  /// The part of the base at which the rise begins.
  public let warmUpStart: Double
  /// The learning rate at the end.
  public let minimum: Double

  /// A schedule over `steps` steps.
  public init(steps: Int, warmUpSteps: Int = 0, warmUpStart: Double = 1.0 / 3, minimum: Double = 0) {
    self.steps = steps
    self.warmUpSteps = warmUpSteps
    self.warmUpStart = warmUpStart
    self.minimum = minimum
  }

  /// The rate on the line or the cosine; the minimum after the last step.
  public func learningRate(_ base: Double, step: Int) -> Double {
    if step < warmUpSteps {
      return base * (warmUpStart + (1 - warmUpStart) * Double(step) / Double(warmUpSteps))
    }
    guard step < steps else { return minimum }
    let progress = Double(step - warmUpSteps) / Double(steps - warmUpSteps)
    return minimum + (base - minimum) * (1 + cos(.pi * progress)) / 2
  }
}
