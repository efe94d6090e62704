package import TensorFiles
package import Torch

/// A mean of tensors over the steps of a training, which generalises better than their last step.
///
/// a ← k · a + (1 − k) · w after every step. What is not float32, such as a counter, is taken over as it is. Polyak and
/// Juditsky, "Acceleration of Stochastic Approximation by Averaging", 1992.
package struct WeightAverage {
  /// How much of the mean is kept at a step.
  package enum Rule: Sendable, Equatable {
    /// k = min(decay, (1 + n) / (10 + n)) at step n: the last 1 / (1 − decay) steps or so, fewer at first.
    ///
    /// Tarvainen and Valpola, 2017, https://arxiv.org/abs/1703.01780; the rise as in TensorFlow's
    /// `ExponentialMovingAverage`.
    case exponential(decay: Double)
    /// k = n / (n + 1) at step n: all steps alike. Izmailov and others, 2018, https://arxiv.org/abs/1803.05407.
    case equal

    /// What is kept of the mean at a step, counted from 0.
    func kept(step: Int) -> Double {
      let n = Double(step)
      return switch self {
      case .exponential(let decay): min(decay, (1 + n) / (10 + n))
      case .equal: n / (n + 1)
      }
    }
  }

  private let rule: Rule
  private let average: [(parameter: Parameter, mean: Tensor)]

  /// An average that begins at what the tensors are now.
  package init(_ parameters: [Parameter], _ rule: Rule) throws {
    self.rule = rule
    average = try withoutGradients { try parameters.map { ($0, try $0.tensor.detach().clone()) } }
  }

  /// Takes note of the tensors after a step, counted from 0 where the average begins.
  package func update(step: Int) throws {
    let kept = rule.kept(step: step)
    try withoutGradients {
      for (parameter, mean) in average {
        guard try parameter.tensor.scalarType == .float32 else {
          try mean.copyInPlace(parameter.tensor)
          continue
        }
        try mean.multiplyInPlace(kept)
        try mean.addInPlace(parameter.tensor.detach(), scale: 1 - kept)
      }
    }
  }

  /// Puts the average in the place of the tensors.
  package func apply() throws {
    try withoutGradients {
      for (parameter, mean) in average { try parameter.tensor.copyInPlace(mean) }
    }
  }

  /// The average, under the tensors' keys.
  package func state() throws -> [String: StoredTensor] {
    var state: [String: StoredTensor] = [:]
    for (parameter, mean) in average { state[parameter.key] = try mean.stored() }
    return state
  }

  /// Goes on from a state that `state()` gave.
  package func restore(_ state: [String: StoredTensor]) throws {
    for (parameter, mean) in average {
      guard let stored = state[parameter.key] else { continue }
      try mean.copyInPlace(Tensor(stored))
    }
  }
}
