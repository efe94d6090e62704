// MARK: - Of each element

extension Tensor {
  /// e to the power of each element.
  public func exp() throws -> Tensor { try Aten.exp(.tensor(self)) }
  /// The natural logarithm of each element.
  public func log() throws -> Tensor { try Aten.log(.tensor(self)) }
  /// The square root of each element.
  public func sqrt() throws -> Tensor { try Aten.sqrt(.tensor(self)) }
  /// Each element without its sign.
  public func abs() throws -> Tensor { try Aten.abs(.tensor(self)) }
  /// The hyperbolic tangent of each element.
  public func tanh() throws -> Tensor { try Aten.tanh(.tensor(self)) }
  /// The larger of each element and 0.
  public func relu() throws -> Tensor { try Aten.relu(.tensor(self)) }
  /// 1 / (1 + e^-x) of each element x.
  public func sigmoid() throws -> Tensor { try Aten.sigmoid(.tensor(self)) }
  /// x / (1 + e^-x) of each element x; see `SiLU`.
  public func silu() throws -> Tensor { try Aten.silu(.tensor(self)) }
  /// The logarithm of `sigmoid()`, computed without loss.
  public func logSigmoid() throws -> Tensor { try Aten.logSigmoid(.tensor(self)) }
  /// Each element, but at least `minimum` and at most `maximum`.
  public func clamp(minimum: Double? = nil, maximum: Double? = nil) throws -> Tensor {
    try Aten.clamp(.tensor(self), .optional(minimum), .optional(maximum))
  }
  /// Whether each element is a number and not infinite.
  public func isFinite() throws -> Tensor { try Aten.isfinite(.tensor(self)) }
}

// MARK: - Along a dimension

extension Tensor {
  /// e^x over its sum along a dimension, so that the elements along it add up to 1.
  public func softmax(along dimension: Int = -1) throws -> Tensor {
    try Aten.softmax(.tensor(self), .int(dimension))
  }

  /// The logarithm of `softmax(along:)`, computed without loss.
  public func logSoftmax(along dimension: Int = -1) throws -> Tensor {
    try Aten.logSoftmax(.tensor(self), .int(dimension))
  }

  /// The running sum along a dimension.
  public func cumulativeSum(along dimension: Int) throws -> Tensor {
    try Aten.cumsum(.tensor(self), .int(dimension))
  }

  /// The `count` largest elements along a dimension, in descending order, and where they stood.
  public func topK(_ count: Int, along dimension: Int = -1) throws -> (values: Tensor, indices: Tensor) {
    try Aten.topk.pair(.tensor(self), .int(count), .int(dimension))
  }

  /// The elements in order along a dimension, equal ones as they came, and where they stood.
  public func sorted(along dimension: Int = -1, descending: Bool = false) throws -> (values: Tensor, indices: Tensor) {
    try Aten.sort.pair(.tensor(self), true, .int(dimension), .bool(descending))
  }
}

extension Operator {
  /// Calls an operator that has two tensors as its result.
  fileprivate func pair(_ arguments: Value...) throws -> (values: Tensor, indices: Tensor) {
    guard case let results = try call(arguments), results.count == 2, case .tensor(let values) = results[0],
      case .tensor(let indices) = results[1]
    else { throw TorchError.badArgument(operation: name, reason: "it does not have two tensors as its result") }
    return (values, indices)
  }
}

// MARK: - Comparisons

extension Tensor {
  /// Where the elements are equal, with broadcasting.
  public func eq(_ other: Tensor) throws -> Tensor { try Aten.eq(.tensor(self), .tensor(other)) }
  /// Where the elements are `number`.
  public func eq(_ number: Double) throws -> Tensor { try Aten.eqScalar(.tensor(self), .double(number)) }
  /// Where this tensor's elements are larger, with broadcasting.
  public func gt(_ other: Tensor) throws -> Tensor { try Aten.gt(.tensor(self), .tensor(other)) }
  /// Where the elements are larger than `number`.
  public func gt(_ number: Double) throws -> Tensor { try Aten.gtScalar(.tensor(self), .double(number)) }
  /// Where this tensor's elements are at least as large, with broadcasting.
  public func ge(_ other: Tensor) throws -> Tensor { try Aten.ge(.tensor(self), .tensor(other)) }
  /// Where the elements are at least `number`.
  public func ge(_ number: Double) throws -> Tensor { try Aten.geScalar(.tensor(self), .double(number)) }
  /// Where this tensor's elements are smaller, with broadcasting.
  public func lt(_ other: Tensor) throws -> Tensor { try Aten.lt(.tensor(self), .tensor(other)) }
  /// Where the elements are smaller than `number`.
  public func lt(_ number: Double) throws -> Tensor { try Aten.ltScalar(.tensor(self), .double(number)) }
  /// Where this tensor's elements are at most as large, with broadcasting.
  public func le(_ other: Tensor) throws -> Tensor { try Aten.le(.tensor(self), .tensor(other)) }
  /// Where the elements are at most `number`.
  public func le(_ number: Double) throws -> Tensor { try Aten.leScalar(.tensor(self), .double(number)) }
  /// Where the elements are false or 0.
  public func not() throws -> Tensor { try Aten.logicalNot(.tensor(self)) }

  /// The elements of `first` where this tensor of truth values is true, else those of `second`.
  public func select(_ first: Tensor, otherwise second: Tensor) throws -> Tensor {
    try Aten.whereSelf(.tensor(self), .tensor(first), .tensor(second))
  }

  /// Whether shape and every element are equal.
  public func isEqual(to other: Tensor) throws -> Bool {
    try Aten.equal.truth(.tensor(self), .tensor(other))
  }

  /// Whether every element differs by at most `absolute` plus `relative` times the other.
  public func isClose(to other: Tensor, relative: Double = 1e-5, absolute: Double = 1e-8) throws -> Bool {
    try Aten.allclose.truth(.tensor(self), .tensor(other), .double(relative), .double(absolute))
  }
}

extension Operator {
  /// Calls an operator that has a truth value as its result.
  fileprivate func truth(_ arguments: Value...) throws -> Bool {
    guard case .bool(let result) = try call(arguments).first else {
      throw TorchError.badArgument(operation: name, reason: "it does not have a truth value as its result")
    }
    return result
  }
}
