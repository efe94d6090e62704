/// A tensor with the key under which a state dict has it.
public struct Parameter: Sendable {
  /// The key, such as "layer1.0.conv1.weight".
  public let key: String
  /// The tensor itself, shared with the layer that it belongs to.
  public let tensor: Tensor
}
