/// What can go wrong with a file of tensors, or with a tensor that stands in one.
public enum TensorFileError: Error, Sendable, Equatable {
  /// A shape has a negative dimension or more elements than can be counted.
  case invalidShape([Int])
  /// The bytes are not as many as type and shape ask for.
  case byteCountMismatch(scalarType: ScalarType, shape: [Int], expected: Int, found: Int)
}
