// MARK: - Tensor and tensor

extension Tensor {
  /// The sum of each pair of elements, with broadcasting.
  public static func + (lhs: Tensor, rhs: Tensor) throws -> Tensor { try Aten.add(.tensor(lhs), .tensor(rhs)) }
  /// The difference of each pair of elements, with broadcasting.
  public static func - (lhs: Tensor, rhs: Tensor) throws -> Tensor { try Aten.sub(.tensor(lhs), .tensor(rhs)) }
  /// The product of each pair of elements, with broadcasting.
  public static func * (lhs: Tensor, rhs: Tensor) throws -> Tensor { try Aten.mul(.tensor(lhs), .tensor(rhs)) }
  /// The quotient of each pair of elements, with broadcasting.
  ///
  /// That of integers is a floating-point number.
  public static func / (lhs: Tensor, rhs: Tensor) throws -> Tensor { try Aten.div(.tensor(lhs), .tensor(rhs)) }
  /// Each element with the other sign.
  public static prefix func - (tensor: Tensor) throws -> Tensor { try Aten.neg(.tensor(tensor)) }

  /// The matrix product, batched over the leading dimensions: [.., n, k] times [.., k, m] gives [.., n, m].
  public func matmul(_ other: Tensor) throws -> Tensor { try Aten.matmul(.tensor(self), .tensor(other)) }
}

// MARK: - Tensor and number

extension Tensor {
  /// Each element plus a number.
  public static func + (lhs: Tensor, rhs: Double) throws -> Tensor { try Aten.addScalar(.tensor(lhs), .double(rhs)) }
  /// Each element minus a number.
  public static func - (lhs: Tensor, rhs: Double) throws -> Tensor { try Aten.addScalar(.tensor(lhs), .double(-rhs)) }
  /// Each element times a number.
  public static func * (lhs: Tensor, rhs: Double) throws -> Tensor { try Aten.mulScalar(.tensor(lhs), .double(rhs)) }
  /// Each element divided by a number.
  public static func / (lhs: Tensor, rhs: Double) throws -> Tensor { try Aten.divScalar(.tensor(lhs), .double(rhs)) }
  /// A number plus each element.
  public static func + (lhs: Double, rhs: Tensor) throws -> Tensor { try rhs + lhs }
  /// A number minus each element.
  public static func - (lhs: Double, rhs: Tensor) throws -> Tensor { try Aten.rsubScalar(.tensor(rhs), .double(lhs)) }
  /// A number times each element.
  public static func * (lhs: Double, rhs: Tensor) throws -> Tensor { try rhs * lhs }
  /// A number divided by each element.
  public static func / (lhs: Double, rhs: Tensor) throws -> Tensor { try Aten.reciprocal(.tensor(rhs)) * lhs }

  /// Each element to the power of a number.
  public func pow(_ exponent: Double) throws -> Tensor { try Aten.powScalar(.tensor(self), .double(exponent)) }
}

// MARK: - In place

extension Tensor {
  /// Adds `other`, times `scale`, to this tensor.
  public func addInPlace(_ other: Tensor, scale: Double = 1) throws {
    try Aten.addInPlace(.tensor(self), .tensor(other), .double(scale))
  }

  /// Multiplies this tensor by `other`.
  public func multiplyInPlace(_ other: Tensor) throws {
    try Aten.mulInPlace(.tensor(self), .tensor(other))
  }

  /// Multiplies this tensor by a number.
  public func multiplyInPlace(_ factor: Double) throws {
    try Aten.mulScalarInPlace(.tensor(self), .double(factor))
  }

  /// Sets every element to `value`.
  public func fillInPlace(_ value: Double) throws {
    try Aten.fillInPlace(.tensor(self), .double(value))
  }

  /// Sets the elements to those of `other`, with broadcasting and conversion of type and device.
  public func copyInPlace(_ other: Tensor) throws {
    try Aten.copyInPlace(.tensor(self), .tensor(other))
  }
}
