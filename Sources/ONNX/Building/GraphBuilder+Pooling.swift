// MARK: - Pooling and shape

extension GraphBuilder {
  /// Maximum over windows: `[N, C, H, W]` → `[N, C, H', W']`.
  ///
  /// The stride is the kernel's size where nil.
  public mutating func maxPool(
    _ input: Value, kernel: Int, stride: Int? = nil, padding: Int = 0, name: String? = nil
  ) throws(ONNXError) -> Value {
    try pool("MaxPool", input, kernel: kernel, stride: stride, padding: padding, name: name)
  }

  /// Mean over windows: `[N, C, H, W]` → `[N, C, H', W']`.
  ///
  /// The stride is the kernel's size where nil.
  ///
  /// - Parameters:
  ///   - countsPadding: whether padded zeros count as values, as they do in PyTorch.
  ///   - ceiling: whether a window may stand over the edge; what it has beyond does not count.
  public mutating func averagePool(
    _ input: Value, kernel: Int, stride: Int? = nil, padding: Int = 0, countsPadding: Bool = true,
    ceiling: Bool = false, name: String? = nil
  ) throws(ONNXError) -> Value {
    try pool(
      "AveragePool", input, kernel: kernel, stride: stride, padding: padding, ceiling: ceiling, name: name,
      attributes: [.int("count_include_pad", countsPadding ? 1 : 0)])
  }

  /// Mean of each channel: `[N, C, H, W]` → `[N, C, 1, 1]`.
  public mutating func globalAveragePool(_ input: Value, name: String? = nil) throws(ONNXError) -> Value {
    try reduce("GlobalAveragePool", input, to: { [$0[0], 1, 1] }, name: name)
  }

  /// Maximum of each channel: `[N, C, H, W]` → `[N, C, 1, 1]`.
  public mutating func globalMaxPool(_ input: Value, name: String? = nil) throws(ONNXError) -> Value {
    try reduce("GlobalMaxPool", input, to: { [$0[0], 1, 1] }, name: name)
  }

  /// Mean over channels at each place: `[N, C, H, W]` → `[N, 1, H, W]`.
  public mutating func channelMean(_ input: Value, name: String? = nil) throws(ONNXError) -> Value {
    try reduce("ReduceMean", input, to: { [1, $0[1], $0[2]] }, name: name, attributes: [.ints("axes", [1])])
  }

  /// Maximum over channels at each place: `[N, C, H, W]` → `[N, 1, H, W]`.
  public mutating func channelMaximum(_ input: Value, name: String? = nil) throws(ONNXError) -> Value {
    try reduce("ReduceMax", input, to: { [1, $0[1], $0[2]] }, name: name, attributes: [.ints("axes", [1])])
  }

  /// All dimensions of a sample in one: `[N, C, H, W]` → `[N, C·H·W]`.
  public mutating func flatten(_ input: Value, name: String? = nil) throws(ONNXError) -> Value {
    guard let count = elementCount(of: input.shape) else {
      throw .shapeMismatch(node: name ?? "", operation: "Flatten", shapes: [input.shape])
    }
    return try add("Flatten", name: name, inputs: [input.name], attributes: [.int("axis", 1)], shape: [count])
  }

  private mutating func reduce(
    _ operation: String, _ input: Value, to shape: ([Int]) -> [Int], name: String?,
    attributes: [Onnx_AttributeProto] = []
  ) throws(ONNXError) -> Value {
    guard input.shape.count == 3 else {
      throw .shapeMismatch(node: name ?? "", operation: operation, shapes: [input.shape])
    }
    return try add(
      operation, name: name, inputs: [input.name], attributes: attributes, shape: shape(input.shape))
  }

  private mutating func pool(
    _ operation: String, _ input: Value, kernel: Int, stride: Int?, padding: Int, ceiling: Bool = false, name: String?,
    attributes: [Onnx_AttributeProto] = []
  ) throws(ONNXError) -> Value {
    let stride = stride ?? kernel
    let geometry = Geometry(kernel: [kernel, kernel], stride: stride, padding: padding, dilation: 1)
    try geometry.check(name ?? operation)
    guard padding * 2 <= kernel else {
      throw .invalidParameter(node: name ?? operation, parameter: "padding", value: padding)
    }
    guard input.shape.count == 3, let size = geometry.outputSize(Array(input.shape.dropFirst()), ceiling: ceiling)
    else {
      throw .shapeMismatch(node: name ?? "", operation: operation, shapes: [input.shape, [kernel, kernel]])
    }
    return try add(
      operation, name: name, inputs: [input.name],
      attributes: attributes + (ceiling ? [.int("ceil_mode", 1)] : []) + [
        .ints("kernel_shape", [kernel, kernel]), .ints("pads", [padding, padding, padding, padding]),
        .ints("strides", [stride, stride]),
      ], shape: [input.shape[0]] + size)
  }
}

/// The window that a convolution or a pooling slides over an image.
struct Geometry {
  let kernel: [Int]
  let stride: Int
  let padding: Int
  let dilation: Int

  /// Checks that stride, padding and dilation are in a sensible range.
  func check(_ node: String) throws(ONNXError) {
    let checks = [
      ("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1), ("kernel", kernel.min() ?? 0, 1),
    ]
    for (parameter, value, least) in checks where value < least || value > 65_536 {
      throw .invalidParameter(node: node, parameter: parameter, value: value)
    }
  }

  /// Height and width of what comes out, or nil where the window does not fit.
  ///
  /// - Parameter ceiling: whether a window may stand over the edge.
  func outputSize(_ size: [Int], ceiling: Bool = false) -> [Int]? {
    guard size.count == kernel.count else { return nil }
    let output = zip(size, kernel).map { extent, kernel in
      (extent + 2 * padding - dilation * (kernel - 1) - 1 + (ceiling ? stride - 1 : 0)) / stride + 1
    }
    let fits = zip(size, kernel).allSatisfy { $0 + 2 * padding >= dilation * ($1 - 1) + 1 }
    return fits ? output : nil
  }
}
