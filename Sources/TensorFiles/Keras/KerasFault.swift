/// Why a Keras file can't be read as a model.
public enum KerasFault: Error, Sendable, Equatable {
  /// The file has weights, but does not say of what layers.
  case noConfiguration
  /// The configuration is not the JSON that Keras writes.
  case malformedConfiguration
  /// The configuration is longer than is read.
  case configurationTooLong(byteCount: Int, limit: Int)
  /// A `.keras` archive has no `model.weights.h5`.
  case noWeights
  /// A layer lacks a weight that its configuration speaks of.
  case missingWeight(layer: String, weight: String)
}
