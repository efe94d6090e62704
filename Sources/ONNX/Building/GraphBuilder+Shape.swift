// MARK: - Another shape

extension GraphBuilder {
  /// The elements of each sample in another shape: `[N, …]` → `[N, …shape]`.
  public mutating func reshape(_ input: Value, to shape: [Int], name: String) throws(ONNXError) -> Value {
    guard let count = elementCount(of: shape), count == elementCount(of: input.shape) else {
      throw .shapeMismatch(node: name, operation: "Reshape", shapes: [input.shape, shape])
    }
    // The batch's size is not known: -1 stands for it.
    let target = try constant([-1] + shape, name: name + ".shape")
    return try add("Reshape", name: name, inputs: [input.name, target], shape: shape)
  }

  /// The dimensions of each sample in another order, counted without the batch dimension, which stays first.
  public mutating func transpose(_ input: Value, _ order: [Int], name: String? = nil) throws(ONNXError) -> Value {
    guard order.sorted() == Array(input.shape.indices) else {
      throw .shapeMismatch(node: name ?? "", operation: "Transpose", shapes: [input.shape, order])
    }
    return try add(
      "Transpose", name: name, inputs: [input.name], attributes: [.ints("perm", [0] + order.map { $0 + 1 })],
      shape: order.map { input.shape[$0] })
  }

  /// The parts in `range` of a dimension, counted without the batch dimension.
  public mutating func slice(
    _ input: Value, _ range: Range<Int>, along dimension: Int, name: String
  ) throws(ONNXError) -> Value {
    guard input.shape.indices.contains(dimension), range.lowerBound >= 0, !range.isEmpty,
      range.upperBound <= input.shape[dimension]
    else {
      throw .shapeMismatch(
        node: name, operation: "Slice", shapes: [input.shape, [range.lowerBound, range.upperBound]])
    }
    let bounds = [
      try constant([range.lowerBound], name: name + ".starts"), try constant([range.upperBound], name: name + ".ends"),
      try constant([dimension + 1], name: name + ".axes"),
    ]
    var shape = input.shape
    shape[dimension] = range.count
    return try add("Slice", name: name, inputs: [input.name] + bounds, shape: shape)
  }

  /// The mean along a dimension, counted without the batch dimension, which goes away.
  public mutating func mean(_ input: Value, along dimension: Int, name: String? = nil) throws(ONNXError) -> Value {
    guard input.shape.indices.contains(dimension) else {
      throw .shapeMismatch(node: name ?? "", operation: "ReduceMean", shapes: [input.shape, [dimension]])
    }
    var shape = input.shape
    shape.remove(at: dimension)
    return try add(
      "ReduceMean", name: name, inputs: [input.name],
      attributes: [.ints("axes", [dimension + 1]), .int("keepdims", 0)], shape: shape)
  }

  /// Zeros put in front along a dimension, counted without the batch dimension.
  public mutating func pad(
    _ input: Value, before count: Int, along dimension: Int, name: String
  ) throws(ONNXError) -> Value {
    guard input.shape.indices.contains(dimension), count >= 0 else {
      throw .shapeMismatch(node: name, operation: "Pad", shapes: [input.shape, [dimension]])
    }
    let rank = input.shape.count + 1
    var pads = [Int](repeating: 0, count: 2 * rank)
    pads[dimension + 1] = count
    var shape = input.shape
    shape[dimension] += count
    return try add("Pad", name: name, inputs: [input.name, constant(pads, name: name + ".pads")], shape: shape)
  }
}
