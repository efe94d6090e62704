import TensorFiles
import Torch

/// What draws weights to those that a stage began with: μ/2 · ‖w − w₀‖² in the loss, over all that learns.
///
/// Its gradient μ · (w − w₀) is added to that of the data. Li and others, "Federated Optimization in Heterogeneous Networks"
/// (FedProx), 2020, https://arxiv.org/abs/1812.06127, equation 2.
struct ProximalTerm {
  private let weight: Double
  private let start: [(parameter: Parameter, tensor: Tensor)]

  /// A term that draws to what the parameters are now; nil where the recipe wants none.
  init?(_ parameters: [Parameter], weight: Double?) throws {
    guard let weight else { return nil }
    self.weight = weight
    start = try withoutGradients { try parameters.map { ($0, try $0.tensor.detach().clone()) } }
  }

  /// Adds its gradient to those that the parameters have.
  ///
  /// - Parameter scale: What the loss of the data was multiplied by.
  func addGradients(scale: Double) throws {
    try withoutGradients {
      for (parameter, tensor) in start {
        guard let gradient = try parameter.tensor.gradient else { continue }
        try gradient.addInPlace(parameter.tensor.detach() - tensor, scale: weight * scale)
      }
    }
  }

  /// What the weights are drawn to, under their keys.
  func state() throws -> [String: StoredTensor] {
    try Dictionary(uniqueKeysWithValues: start.map { ($0.parameter.key, try $0.tensor.stored()) })
  }

  /// Goes on from a state that `state()` gave.
  func restore(_ state: [String: StoredTensor]) throws {
    try withoutGradients {
      for (parameter, tensor) in start {
        guard let stored = state[parameter.key] else { continue }
        try tensor.copyInPlace(Tensor(stored))
      }
    }
  }
}
