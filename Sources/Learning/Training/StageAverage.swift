import TensorFiles
import Torch

/// The average of a stage's weights that a recipe asks for: what it is made of and where it begins.
struct StageAverage {
  /// Whether the statistics of batch normalisation are not averaged and have to be estimated anew.
  let needsStatistics: Bool
  private let average: WeightAverage
  /// The first step of the stage that counts.
  private let first: Int

  /// The average of a stage of so many steps; nil where its recipe wants none.
  init?(_ network: TrainableNetwork, _ averaging: WeightAveraging?, steps: Int) throws {
    switch averaging {
    case nil:
      return nil
    case .exponential(let decay):
      average = try WeightAverage(network.changing, .exponential(decay: decay))
      first = 0
      needsStatistics = false
    case .equal(let share):
      average = try WeightAverage(network.changing.filter { $0.tensor.requiresGradient }, .equal)
      first = steps - max(1, Int((share * Double(steps)).rounded()))
      needsStatistics = true
    }
  }

  /// Whether any of the first `steps` steps counts.
  func hasBegun(after steps: Int) -> Bool { steps > first }

  /// Takes note of the weights after a step of the stage, counted from 0.
  func update(step: Int) throws {
    if step >= first { try average.update(step: step - first) }
  }

  /// Puts the average in the place of the weights.
  func apply() throws { try average.apply() }

  /// The average, under the weights' keys.
  func state() throws -> [String: StoredTensor] { try average.state() }

  /// Goes on from a state that `state()` gave.
  func restore(_ state: [String: StoredTensor]) throws { try average.restore(state) }
}
