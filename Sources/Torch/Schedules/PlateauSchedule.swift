import Foundation

/// A learning rate that is multiplied by a factor when a metric has stopped getting better.
///
/// Unlike the other schedules it depends on what happened and not on the step, so it is saved with a checkpoint.
///
/// - SeeAlso: `torch.optim.lr_scheduler.ReduceLROnPlateau`.
public struct PlateauSchedule: Schedule, Codable, Equatable {
  /// What is better.
  public enum Direction: String, Sendable, Codable {
    /// Less, as of a loss.
    case minimize
    /// More, as of an accuracy.
    case maximize
  }

  /// What is better.
  public let direction: Direction
  /// What the rate is multiplied by.
  public let factor: Double
  /// How many times in a row the metric may fail to get better before the rate changes.
  public let patience: Int
  /// The part of the best value by which a better one must differ.
  public let threshold: Double
  /// The steps after a change in which failures do not count.
  public let cooldown: Int
  /// What the rate never falls below.
  public let minimum: Double

  private var best: Double?
  private var failures = 0
  private var rest = 0
  private var reductions = 0

  /// A schedule with PyTorch's defaults.
  public init(
    _ direction: Direction = .minimize, factor: Double = 0.1, patience: Int = 10, threshold: Double = 1e-4,
    cooldown: Int = 0, minimum: Double = 0
  ) {
    self.direction = direction
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.cooldown = cooldown
    self.minimum = minimum
  }

  /// base · factor^n after n changes, but not below the minimum.
  public func learningRate(_ base: Double, step: Int) -> Double {
    min(base, max(base * pow(factor, Double(reductions)), minimum))
  }

  /// Takes note of the metric after an epoch.
  ///
  /// - Returns: Whether the rate is lower from now on.
  @discardableResult
  public mutating func observe(_ metric: Double) -> Bool {
    if isBetter(metric) {
      best = metric
      failures = 0
    } else {
      failures += 1
    }
    if rest > 0 {
      rest -= 1
      failures = 0
    }
    guard failures > patience else { return false }
    rest = cooldown
    failures = 0
    reductions += 1
    return true
  }

  private func isBetter(_ metric: Double) -> Bool {
    guard let best else { return !metric.isNaN }
    return switch direction {
    case .minimize: metric < best * (1 - threshold)
    case .maximize: metric > best * (1 + threshold)
    }
  }
}
