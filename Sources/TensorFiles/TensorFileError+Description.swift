extension TensorFileError: CustomStringConvertible {
  /// The error as an English sentence.
  public var description: String {
    switch self {
    case .invalidShape(let shape):
      "the shape \(shape) has a negative dimension or too many elements"
    case .byteCountMismatch(let scalarType, let shape, let expected, let found):
      "a tensor of type \(scalarType.rawValue) and shape \(shape) has \(expected) bytes, not \(found)"
    }
  }
}
