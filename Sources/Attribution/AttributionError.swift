/// What can go wrong when a network is explained through its gradients.
///
/// The sentences stand in `AttributionError+Description.swift`.
public enum AttributionError: Error, Sendable, Equatable {
  /// The network has no layer of this name.
  case noLayer(String, known: [String])
  /// What a layer gives are tokens, of which there is no class-activation map.
  case tokens(layer: String)
  /// There is no such class.
  case noClass(index: Int, classes: Int)
  /// A picture, or what stands in for parts of it, has another shape than the network takes.
  case shape(what: String, expected: String, found: [Int])
  /// A number that a method is told is out of range.
  case parameter(name: String, value: Int)
}
