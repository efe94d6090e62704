import Foundation

/// One rise of the learning rate to its base and one long fall, both along half a cosine; the momentum goes the other way.
///
/// Smith and Topin, "Super-Convergence", 2017, https://arxiv.org/abs/1708.07120.
///
/// - SeeAlso: `torch.optim.lr_scheduler.OneCycleLR`, where the base is called `max_lr`.
public struct OneCycleSchedule: Schedule {
  /// All steps.
  public let steps: Int
  /// The part of the steps that the rise takes.
  public let riseFraction: Double
  /// The base divided by the rate at the start.
  public let startDivisor: Double
  /// The rate at the start divided by the rate at the end.
  public let endDivisor: Double
  /// The smallest and the largest momentum, or nil to leave it alone.
  public let momentumRange: ClosedRange<Double>?

  /// A schedule over `steps` steps with PyTorch's defaults.
  public init(
    steps: Int, riseFraction: Double = 0.3, startDivisor: Double = 25, endDivisor: Double = 1e4,
    momentumRange: ClosedRange<Double>? = 0.85...0.95
  ) {
    self.steps = steps
    self.riseFraction = riseFraction
    self.startDivisor = startDivisor
    self.endDivisor = endDivisor
    self.momentumRange = momentumRange
  }

  /// The rate on the cycle; the last one after it.
  public func learningRate(_ base: Double, step: Int) -> Double {
    let start = base / startDivisor
    return onCycle(step, start: start, peak: base, end: start / endDivisor)
  }

  /// The momentum on the cycle.
  public func momentum(step: Int) -> Double? {
    momentumRange.map { onCycle(step, start: $0.upperBound, peak: $0.lowerBound, end: $0.upperBound) }
  }

  private func onCycle(_ step: Int, start: Double, peak: Double, end: Double) -> Double {
    let last = Double(steps - 1)
    let top = riseFraction * Double(steps) - 1
    let position = min(Double(step), last)
    if position <= top { return top > 0 ? between(start, peak, position / top) : peak }
    return last > top ? between(peak, end, (position - top) / (last - top)) : end
  }

  /// The place between two values along half a cosine.
  private func between(_ first: Double, _ second: Double, _ progress: Double) -> Double {
    second + (first - second) / 2 * (1 + cos(.pi * progress))
  }
}
