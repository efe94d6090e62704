public import FoundationEssentials

/// A tensor as it stands in a file: element type, shape and the elements' bytes in row-major order.
///
/// Two stored tensors are equal when type, shape and bytes are, so a NaN equals itself and 0 differs from -0.
public struct StoredTensor: Sendable, Equatable {
  /// The type of the elements.
  public let scalarType: ScalarType

  /// The length of each dimension, outermost first; empty for a scalar.
  public let shape: [Int]

  /// The elements in row-major order, little-endian.
  public let data: Data

  /// Creates a tensor from the bytes of its elements.
  ///
  /// - Throws: `TensorFileError` if a dimension is negative, the size overflows or `data` has another length.
  public init(scalarType: ScalarType, shape: [Int], data: Data) throws(TensorFileError) {
    let expected = try Self.byteCount(scalarType, shape)
    guard data.count == expected else {
      throw .byteCountMismatch(scalarType: scalarType, shape: shape, expected: expected, found: data.count)
    }
    self.scalarType = scalarType
    self.shape = shape
    self.data = data
  }

  /// Creates an F32 tensor from values in row-major order.
  ///
  /// - Throws: `TensorFileError` if the shape does not have as many elements as there are values.
  public init(_ values: [Float], shape: [Int]) throws(TensorFileError) {
    try self.init(scalarType: .float32, shape: shape, data: values.withUnsafeBytes { Data($0) })
  }

  /// The number of elements.
  public var count: Int { data.count / scalarType.byteCount }

  // MARK: - Sizes

  /// The number of elements of a shape.
  ///
  /// - Throws: `TensorFileError.invalidShape` if a dimension is negative or the product overflows.
  public static func elementCount(_ shape: [Int]) throws(TensorFileError) -> Int {
    guard shape.allSatisfy({ $0 >= 0 }) else { throw .invalidShape(shape) }
    if shape.contains(0) { return 0 }
    var product = 1
    for dimension in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
      guard !overflow else { throw .invalidShape(shape) }
      product = next
    }
    return product
  }

  /// The number of bytes of a tensor's elements.
  ///
  /// - Throws: `TensorFileError.invalidShape` if a dimension is negative or the product overflows.
  public static func byteCount(_ scalarType: ScalarType, _ shape: [Int]) throws(TensorFileError) -> Int {
    let (bytes, overflow) = try elementCount(shape).multipliedReportingOverflow(by: scalarType.byteCount)
    guard !overflow else { throw .invalidShape(shape) }
    return bytes
  }
}
