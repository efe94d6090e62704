/// A constant of a graph: 32-bit floats in row-major order with their shape.
public struct FloatTensor: Sendable, Equatable {
  /// The extent of each dimension; empty for a scalar.
  public let shape: [Int]
  /// The values, last dimension fastest.
  public let values: [Float]

  /// Makes a tensor of `shape` from row-major `values`.
  ///
  /// - Throws: `ONNXError.valueCount` unless there are exactly as many values as the shape asks for.
  public init(shape: [Int], values: [Float]) throws(ONNXError) {
    guard elementCount(of: shape) == values.count else {
      throw .valueCount(shape: shape, values: values.count)
    }
    self.shape = shape
    self.values = values
  }

  /// A vector.
  public init(_ values: [Float]) {
    shape = [values.count]
    self.values = values
  }
}

/// The number of elements of a tensor of `shape`, or nil where that is negative or more than an `Int` holds.
func elementCount(of shape: [Int]) -> Int? {
  var count = 1
  for extent in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: extent)
    guard extent >= 0, !overflow else { return nil }
    count = product
  }
  return count
}
