/// A place in a `ParameterStore`: the prefix of the keys of what is made there.
///
///     let conv = try Conv2d(store.root / "layer1" / 0 / "conv1", 64, 64, kernel: 3)   // layer1.0.conv1.weight
public struct Scope: Sendable {
  /// Where the parameters are kept.
  public let store: ParameterStore
  /// The prefix, such as "layer1.0"; empty at the root.
  public let path: String

  /// A place inside this one.
  public static func / (scope: Scope, name: String) -> Scope {
    Scope(store: scope.store, path: scope.key(name))
  }

  /// A numbered place inside this one, as `Sequential` has them.
  public static func / (scope: Scope, index: Int) -> Scope {
    scope / String(index)
  }

  /// The full key of something named `name` here.
  public func key(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  // MARK: - Making

  /// Makes a parameter of float32: a tensor that training changes.
  ///
  /// - Throws: `TorchError.duplicateKey` if there is one of that name.
  public func parameter(_ name: String, _ shape: [Int], _ initialization: Initialization) throws -> Tensor {
    try store.addParameter(key(name), shape, initialization)
  }

  /// Makes a buffer: a tensor that belongs to the state and that no optimizer changes.
  ///
  /// - Parameter optional: Whether a state without it can be loaded, which leaves it as it is.
  /// - Throws: `TorchError.duplicateKey` if there is one of that name.
  public func buffer(_ name: String, _ tensor: Tensor, optional: Bool = false) throws -> Tensor {
    try store.addBuffer(key(name), tensor, optional: optional)
  }
}
