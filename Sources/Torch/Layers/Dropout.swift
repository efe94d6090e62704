/// In training, sets each element to 0 with a probability and divides the others by one minus it.
///
/// Else does nothing.
///
/// Srivastava et al., "Dropout", 2014, https://jmlr.org/papers/v15/srivastava14a.html.
///
/// - SeeAlso: `torch.nn.Dropout`.
public struct Dropout: Module {
  /// How likely an element is dropped.
  public let probability: Double
  private let store: ParameterStore

  /// A dropout that follows the training mode of the scope's store.
  public init(_ scope: Scope, _ probability: Double) {
    self.probability = probability
    store = scope.store
  }

  /// Drops, in training.
  public func callAsFunction(_ input: Tensor) throws -> Tensor {
    try Aten.dropout(.tensor(input), .double(probability), .bool(store.isTraining))
  }
}
