// MARK: - Tokens: vectors [N, .., features]

extension GraphBuilder {
  /// Normalisation of each vector along the last dimension: `(x − mean) / √(variance + epsilon) · weight + bias`.
  ///
  /// - Parameters:
  ///   - weight: one value a feature.
  ///   - bias: one value a feature.
  public mutating func layerNorm(
    _ input: Value, weight: [Float], bias: [Float], epsilon: Float = 1e-5, name: String
  ) throws(ONNXError) -> Value {
    guard let features = input.shape.last, weight.count == features, bias.count == features else {
      throw .shapeMismatch(
        node: name, operation: "LayerNormalization", shapes: [input.shape, [weight.count], [bias.count]])
    }
    let inputs = [
      input.name, try constant(FloatTensor(weight), name: name + ".weight"),
      try constant(FloatTensor(bias), name: name + ".bias"),
    ]
    return try add(
      "LayerNormalization", name: name, inputs: inputs, attributes: [.int("axis", -1), .float("epsilon", epsilon)],
      shape: input.shape)
  }

  /// A linear map of the last dimension: `[N, .., in]` → `[N, .., out]`, `y = x·weightᵀ + bias`.
  ///
  /// - Parameters:
  ///   - weight: `[out, in]`, as PyTorch stores it.
  ///   - bias: one value an output.
  public mutating func linear(
    _ input: Value, weight: FloatTensor, bias: [Float]? = nil, name: String
  ) throws(ONNXError) -> Value {
    guard weight.shape.count == 2, let features = input.shape.last, weight.shape[1] == features,
      bias.map({ $0.count == weight.shape[0] }) ?? true
    else {
      throw .shapeMismatch(
        node: name, operation: "MatMul", shapes: [input.shape, weight.shape] + (bias.map { [[$0.count]] } ?? []))
    }
    let factors = try constant(weight.transposed(), name: name + ".weight")
    let shape = Array(input.shape.dropLast()) + [weight.shape[0]]
    let product = try add(
      "MatMul", name: bias == nil ? name : name + ".product", inputs: [input.name, factors], shape: shape,
      terms: features)
    guard let bias else { return product }
    return try add(product, constant: FloatTensor(bias), name: name)
  }

  /// Matrix products: `[N, .., n, k]` and `[N, .., k, m]` → `[N, .., n, m]`.
  public mutating func matmul(_ left: Value, _ right: Value, name: String? = nil) throws(ONNXError) -> Value {
    guard left.shape.count == right.shape.count, left.shape.count >= 2,
      left.shape.dropLast(2) == right.shape.dropLast(2),
      left.shape.last == right.shape.dropLast().last, let columns = right.shape.last
    else { throw .shapeMismatch(node: name ?? "", operation: "MatMul", shapes: [left.shape, right.shape]) }
    return try add(
      "MatMul", name: name, inputs: [left.name, right.name], shape: Array(left.shape.dropLast()) + [columns],
      terms: left.shape.last ?? 0)
  }

  /// The sum with a constant whose shape is that of the last dimensions, or 1 where it is repeated, as over the batch.
  ///
  /// The constant is added as `name` followed by ".bias".
  public mutating func add(_ input: Value, constant tensor: FloatTensor, name: String) throws(ONNXError) -> Value {
    let extents = zip(input.shape.reversed(), tensor.shape.reversed())
    guard tensor.shape.count <= input.shape.count + 1, extents.allSatisfy({ $0 == $1 || $1 == 1 }) else {
      throw .shapeMismatch(node: name, operation: "Add", shapes: [input.shape, tensor.shape])
    }
    return try add(
      "Add", name: name, inputs: [input.name, constant(tensor, name: name + ".bias")], shape: input.shape)
  }
}

extension FloatTensor {
  /// The matrix `[m, n]` of one that is `[n, m]`.
  func transposed() throws(ONNXError) -> FloatTensor {
    let (rows, columns) = (shape[0], shape[1])
    var turned = [Float](repeating: 0, count: values.count)
    for row in 0..<rows {
      for column in 0..<columns { turned[column * rows + row] = values[row * columns + column] }
    }
    return try FloatTensor(shape: [columns, rows], values: turned)
  }
}
