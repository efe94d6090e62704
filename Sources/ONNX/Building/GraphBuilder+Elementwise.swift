// MARK: - Element by element

extension GraphBuilder {
  /// `max(x, 0)`.
  public mutating func relu(_ input: Value, name: String? = nil) throws(ONNXError) -> Value {
    try add("Relu", name: name, inputs: [input.name], shape: input.shape)
  }

  /// `min(max(x, 0), 6)`, the activation of MobileNetV2.
  public mutating func relu6(_ input: Value, name: String? = nil) throws(ONNXError) -> Value {
    try clip(input, from: 0, to: 6, name: name)
  }

  /// `min(max(x, lower), upper)`.
  public mutating func clip(
    _ input: Value, from lower: Float, to upper: Float, name: String? = nil
  ) throws(ONNXError) -> Value {
    let bounds = [
      try sharedScalar(lower, name: "Clip.\(lower)"), try sharedScalar(upper, name: "Clip.\(upper)"),
    ]
    return try add("Clip", name: name, inputs: [input.name] + bounds, shape: input.shape)
  }

  /// `1 / (1 + exp(−x))`.
  public mutating func sigmoid(_ input: Value, name: String? = nil) throws(ONNXError) -> Value {
    try add("Sigmoid", name: name, inputs: [input.name], shape: input.shape)
  }

  /// `x / (1 + exp(−x))`, the activation of EfficientNet.
  public mutating func silu(_ input: Value) throws(ONNXError) -> Value {
    try multiply(input, sigmoid(input))
  }

  /// `x/2 · (1 + erf(x/√2))`, of the operators that the operator set has; engines take them for one.
  public mutating func gelu(_ input: Value, name: String? = nil) throws(ONNXError) -> Value {
    let error = try add("Erf", name: nil, inputs: [scaled(input, by: Float(0.5).squareRoot()).name], shape: input.shape)
    let one = try sharedScalar(1, name: "Scalar.1.0")
    let sum = try add("Add", name: nil, inputs: [error.name, one], shape: input.shape)
    return try multiply(input, scaled(sum, by: 0.5), name: name)
  }

  /// `x · factor`.
  public mutating func scaled(_ input: Value, by factor: Float, name: String? = nil) throws(ONNXError) -> Value {
    let factor = try sharedScalar(factor, name: "Scalar.\(factor)")
    return try add("Mul", name: name, inputs: [input.name, factor], shape: input.shape)
  }

  /// `exp(xᵢ) / Σ exp(xⱼ)` over the last dimension.
  public mutating func softmax(_ input: Value, name: String? = nil) throws(ONNXError) -> Value {
    try add("Softmax", name: name, inputs: [input.name], attributes: [.int("axis", -1)], shape: input.shape)
  }

  /// The sum of two values of one shape.
  public mutating func add(_ left: Value, _ right: Value, name: String? = nil) throws(ONNXError) -> Value {
    try binary("Add", left, right, name: name)
  }

  /// The product of two values of one shape.
  public mutating func multiply(_ left: Value, _ right: Value, name: String? = nil) throws(ONNXError) -> Value {
    try binary("Mul", left, right, name: name)
  }

  /// A map whose channels, or places, are each multiplied by a factor of its own: `[N, C, H, W]` by `[N, C, 1, 1]` or
  /// `[N, 1, H, W]`.
  public mutating func gate(_ input: Value, by factors: Value, name: String? = nil) throws(ONNXError) -> Value {
    let (shape, parts) = (input.shape, factors.shape)
    guard shape.count == 3, parts == [shape[0], 1, 1] || parts == [1, shape[1], shape[2]] else {
      throw .shapeMismatch(node: name ?? "", operation: "Mul", shapes: [shape, parts])
    }
    return try add("Mul", name: name, inputs: [input.name, factors.name], shape: shape)
  }

  /// The channels of several values one after the other: `[N, Cᵢ, H, W]`… → `[N, ΣCᵢ, H, W]`.
  public mutating func concat(_ inputs: [Value], name: String? = nil) throws(ONNXError) -> Value {
    let sizes = inputs.map { Array($0.shape.dropFirst()) }
    let channels = inputs.compactMap(\.shape.first)
    guard let size = sizes.first, channels.count == inputs.count, sizes.allSatisfy({ $0 == size }) else {
      throw .shapeMismatch(node: name ?? "", operation: "Concat", shapes: inputs.map(\.shape))
    }
    return try add(
      "Concat", name: name, inputs: inputs.map(\.name), attributes: [.int("axis", 1)],
      shape: [channels.reduce(0, +)] + size)
  }

  private mutating func binary(
    _ operation: String, _ left: Value, _ right: Value, name: String?
  ) throws(ONNXError) -> Value {
    guard left.shape == right.shape else {
      throw .shapeMismatch(node: name ?? "", operation: operation, shapes: [left.shape, right.shape])
    }
    return try add(operation, name: name, inputs: [left.name, right.name], shape: left.shape)
  }

  /// The name of a scalar constant, which is added once for all nodes that use it.
  private mutating func sharedScalar(_ value: Float, name: String) throws(ONNXError) -> String {
    if graph.initializer.contains(where: { $0.name == name }) { return name }
    return try constant(FloatTensor(shape: [], values: [value]), name: name)
  }
}
