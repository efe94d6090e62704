// MARK: - Sums

extension Tensor {
  /// The sum of all elements, of rank 0.
  public func sum() throws -> Tensor { try Aten.sum(.tensor(self)) }

  /// The sum along dimensions, which stay with size 1 if `keeping`.
  public func sum(along dimensions: [Int], keeping: Bool = false) throws -> Tensor {
    try Aten.sumDims(.tensor(self), .ints(dimensions), .bool(keeping))
  }

  /// The mean of all elements, of rank 0.
  public func mean() throws -> Tensor { try Aten.mean(.tensor(self)) }

  /// The mean along dimensions, which stay with size 1 if `keeping`.
  public func mean(along dimensions: [Int], keeping: Bool = false) throws -> Tensor {
    try Aten.meanDims(.tensor(self), .ints(dimensions), .bool(keeping))
  }

  /// The variance along dimensions, divided by the number of elements less `correction`.
  public func variance(along dimensions: [Int], correction: Int = 1, keeping: Bool = false) throws -> Tensor {
    try Aten.variance(.tensor(self), .ints(dimensions), .int(correction), .bool(keeping))
  }

  /// The Euclidean length of all elements taken as one vector, of rank 0.
  public func norm() throws -> Tensor { try Aten.vectorNorm(.tensor(self)) }
}

// MARK: - Extremes

extension Tensor {
  /// The largest element along dimensions (all if there are none), which stay with size 1 if `keeping`.
  public func max(along dimensions: [Int] = [], keeping: Bool = false) throws -> Tensor {
    try Aten.amax(.tensor(self), .ints(dimensions), .bool(keeping))
  }

  /// The smallest element along dimensions (all if there are none), which stay with size 1 if `keeping`.
  public func min(along dimensions: [Int] = [], keeping: Bool = false) throws -> Tensor {
    try Aten.amin(.tensor(self), .ints(dimensions), .bool(keeping))
  }

  /// Where the largest element stands along a dimension, or among all if it is nil; int64.
  public func argmax(along dimension: Int? = nil, keeping: Bool = false) throws -> Tensor {
    try Aten.argmax(.tensor(self), .optional(dimension), .bool(keeping))
  }

  /// Where the smallest element stands along a dimension, or among all if it is nil; int64.
  public func argmin(along dimension: Int? = nil, keeping: Bool = false) throws -> Tensor {
    try Aten.argmin(.tensor(self), .optional(dimension), .bool(keeping))
  }
}
