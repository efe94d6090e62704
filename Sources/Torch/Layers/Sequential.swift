/// Modules applied one after the other.
///
/// It has no keys of its own: make its modules at numbered places to get PyTorch's.
///
///     let features = Sequential([
///       try Conv2d(scope / 0, 1, 32, kernel: 3, padding: 1), ReLU(), try BatchNorm2d(scope / 2, 32),
///     ])
///
/// - SeeAlso: `torch.nn.Sequential`.
public struct Sequential: Module {
  /// The modules in the order in which they are applied.
  public let modules: [any Module]

  /// A chain of modules.
  public init(_ modules: [any Module]) { self.modules = modules }

  /// Applies one after the other.
  public func callAsFunction(_ input: Tensor) throws -> Tensor {
    try modules.reduce(input) { try $1($0) }
  }
}
