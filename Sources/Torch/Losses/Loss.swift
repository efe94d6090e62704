/// What training makes small: a function of a network's output and the truth.
public protocol Loss: Sendable {
  /// The mean loss over the batch, of rank 0.
  ///
  /// - Parameters:
  ///   - output: What the network gave.
  ///   - target: The truth, in the form that the loss wants.
  func callAsFunction(_ output: Tensor, _ target: Tensor) throws -> Tensor
}

/// LibTorch's number for "mean over the batch".
let meanReduction: Operator.Value = 1
/// LibTorch's number for "each element's own".
let noReduction: Operator.Value = 0

extension Tensor {
  /// The mean of losses over the entries whose truth is known: 1 in `known`, which has their shape; over all where it is nil.
  ///
  /// It is 0, and so are its gradients, where none is known.
  func mean(where known: Tensor?) throws -> Tensor {
    guard let known else { return try mean() }
    return try (self * known).sum() / known.sum().clamp(minimum: 1)
  }

  /// The factor p^γ of a focal loss, for p from 0 to 1.
  ///
  /// Its slope at 0 is taken for finite, which it is not where γ is below 1.
  func focusing(_ gamma: Double) throws -> Tensor {
    try clamp(minimum: 1e-30).pow(gamma)
  }
}
