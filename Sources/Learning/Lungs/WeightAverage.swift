import TensorFiles
import Torch

/// The exponential moving average of a network's state, which generalises better than its last step.
///
/// a ← d · a + (1 − d) · w after every step, with d rising to its value over the first steps. Polyak and Juditsky, 1992;
/// Tarvainen and Valpola, 2017, https://arxiv.org/abs/1703.01780.
struct WeightAverage {
  private let decay: Double
  private let store: ParameterStore
  private var average: [(parameter: Parameter, mean: Tensor)]

  /// An average that begins at the state of `store`.
  init(_ store: ParameterStore, decay: Double) throws {
    self.store = store
    self.decay = decay
    average = try withoutGradients { try store.all.map { ($0, try $0.tensor.detach().clone()) } }
  }

  /// Takes note of the state after a step, counted from 0.
  func update(step: Int) throws {
    let decay = min(self.decay, (1 + Double(step)) / (10 + Double(step)))
    try withoutGradients {
      for (parameter, mean) in average {
        guard try parameter.tensor.scalarType == .float32 else {
          try mean.copyInPlace(parameter.tensor)
          continue
        }
        try mean.multiplyInPlace(decay)
        try mean.addInPlace(parameter.tensor.detach(), scale: 1 - decay)
      }
    }
  }

  /// The averaged state.
  func state() throws -> [String: StoredTensor] {
    var state: [String: StoredTensor] = [:]
    for (parameter, mean) in average { state[parameter.key] = try mean.stored() }
    return state
  }

  /// Goes on from a state that `state()` gave.
  func restore(_ state: [String: StoredTensor]) throws {
    for (parameter, mean) in average {
      guard let stored = state[parameter.key] else { continue }
      try mean.copyInPlace(Tensor(stored))
    }
  }
}
