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
