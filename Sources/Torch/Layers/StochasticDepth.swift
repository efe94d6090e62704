/// In training, sets all of a picture's elements to 0 with a probability and divides those of the others by one minus it.
///
/// [N, …] to the same shape; each picture of a batch is drawn by itself (torchvision's mode `row`). At the end of a block
/// beside a short cut it leaves out the block. Else does nothing.
///
/// Huang et al., "Deep Networks with Stochastic Depth", 2016, https://arxiv.org/abs/1603.09382.
///
/// - SeeAlso: `torchvision.ops.StochasticDepth`.
public struct StochasticDepth: Module {
  /// How likely a picture's elements are set to 0.
  public let probability: Double
  private let store: ParameterStore

  /// A stochastic depth that follows the training mode of the scope's store.
  public init(_ scope: Scope, _ probability: Double) {
    self.probability = probability
    store = scope.store
  }

  /// Leaves out pictures, in training.
  public func callAsFunction(_ input: Tensor) throws -> Tensor {
    guard store.isTraining, probability > 0, input.rank > 0 else { return input }
    let shape = [input.shape[0]] + [Int](repeating: 1, count: input.rank - 1)
    let kept = try Tensor.ones(shape, input.scalarType, on: input.device)
    return try input * Aten.dropout(.tensor(kept), .double(probability), true)
  }
}
