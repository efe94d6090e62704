/// A function of one tensor that may have parameters: a layer, a block or a whole network.
///
/// Parameters live in a `ParameterStore`; a module keeps the tensors that it got from the store's `Scope`, so modules are
/// plain values.
///
///     struct Head: Module {
///       let hidden: Linear, output: Linear
///
///       init(_ scope: Scope) throws {
///         hidden = try Linear(scope / "hidden", 512, 64)
///         output = try Linear(scope / "output", 64, 2)
///       }
///
///       func callAsFunction(_ input: Tensor) throws -> Tensor { try output(hidden(input).relu()) }
///     }
///
///     let store = ParameterStore(seed: 7)
///     let head = try Head(store.root)
public protocol Module: Sendable {
  /// Applies the module.
  func callAsFunction(_ input: Tensor) throws -> Tensor
}
