// MARK: - Layers with weights

extension GraphBuilder {
  /// Convolution in two dimensions: `[N, C, H, W]` → `[N, out, H', W']`.
  ///
  /// - Parameters:
  ///   - weight: `[out, C / groups, kernel height, kernel width]`, as PyTorch stores it.
  ///   - bias: one value an output channel.
  ///   - padding: zeros added on each of the four sides.
  public mutating func conv(
    _ input: Value, weight: FloatTensor, bias: [Float]? = nil, stride: Int = 1, padding: Int = 0, groups: Int = 1,
    dilation: Int = 1, name: String
  ) throws(ONNXError) -> Value {
    let kernel = Array(weight.shape.dropFirst(2))
    let geometry = Geometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation)
    try geometry.check(name)
    guard groups > 0 else { throw .invalidParameter(node: name, parameter: "groups", value: groups) }
    guard input.shape.count == 3, weight.shape.count == 4, weight.shape[1] * groups == input.shape[0],
      weight.shape[0] % groups == 0, bias.map({ $0.count == weight.shape[0] }) ?? true,
      let size = geometry.outputSize(Array(input.shape.dropFirst()))
    else {
      throw .shapeMismatch(
        node: name, operation: "Conv", shapes: [input.shape, weight.shape] + (bias.map { [[$0.count]] } ?? []))
    }
    var inputs = [input.name, try constant(weight, name: name + ".weight")]
    if let bias { inputs.append(try constant(FloatTensor(bias), name: name + ".bias")) }
    return try add(
      "Conv", name: name, inputs: inputs,
      attributes: [
        .ints("dilations", [dilation, dilation]), .int("group", groups), .ints("kernel_shape", kernel),
        .ints("pads", [padding, padding, padding, padding]), .ints("strides", [stride, stride]),
      ], shape: [weight.shape[0]] + size, terms: weight.shape.dropFirst().reduce(1, *))
  }

  /// Fully connected layer: `[N, in]` → `[N, out]`, `y = x·weightᵀ + bias`.
  ///
  /// - Parameters:
  ///   - weight: `[out, in]`, as PyTorch stores it.
  ///   - bias: one value an output.
  public mutating func gemm(
    _ input: Value, weight: FloatTensor, bias: [Float]? = nil, name: String
  ) throws(ONNXError) -> Value {
    guard input.shape.count == 1, weight.shape.count == 2, weight.shape[1] == input.shape[0],
      bias.map({ $0.count == weight.shape[0] }) ?? true
    else {
      throw .shapeMismatch(
        node: name, operation: "Gemm", shapes: [input.shape, weight.shape] + (bias.map { [[$0.count]] } ?? []))
    }
    var inputs = [input.name, try constant(weight, name: name + ".weight")]
    if let bias { inputs.append(try constant(FloatTensor(bias), name: name + ".bias")) }
    return try add(
      "Gemm", name: name, inputs: inputs, attributes: [.int("transB", 1)], shape: [weight.shape[0]],
      terms: weight.shape[1])
  }

  /// Batch normalisation that no neighbouring layer can take in: after an activation, or before a padded convolution.
  ///
  /// Where a convolution or linear layer stands directly before it, use `BatchNormalization.folded(into:bias:)`.
  public mutating func batchNorm(
    _ input: Value, _ normalization: BatchNormalization, name: String
  ) throws(ONNXError) -> Value {
    guard input.shape.first == normalization.channels else {
      throw .shapeMismatch(
        node: name, operation: "BatchNormalization", shapes: [input.shape, [normalization.channels]])
    }
    let inputs = [
      input.name, try constant(FloatTensor(normalization.gamma), name: name + ".weight"),
      try constant(FloatTensor(normalization.beta), name: name + ".bias"),
      try constant(FloatTensor(normalization.mean), name: name + ".running_mean"),
      try constant(FloatTensor(normalization.variance), name: name + ".running_var"),
    ]
    return try add(
      "BatchNormalization", name: name, inputs: inputs, attributes: [.float("epsilon", normalization.epsilon)],
      shape: input.shape)
  }
}
