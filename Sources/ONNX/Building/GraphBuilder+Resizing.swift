// MARK: - Resizing

extension GraphBuilder {
  /// Bilinear enlargement: `[N, C, H, W]` → `[N, C, factor · H, factor · W]`, as PyTorch's
  /// `interpolate(mode: bilinear, align_corners: false)`.
  public mutating func upsample(_ input: Value, by factor: Int, name: String) throws(ONNXError) -> Value {
    guard (1...64).contains(factor) else {
      throw .invalidParameter(node: name, parameter: "factor", value: factor)
    }
    guard input.shape.count == 3 else {
      throw .shapeMismatch(node: name, operation: "Resize", shapes: [input.shape])
    }
    let scales = try constant(FloatTensor([1, 1, Float(factor), Float(factor)]), name: name + ".scales")
    return try add(
      "Resize", name: name, inputs: [input.name, "", scales],
      attributes: [.string("coordinate_transformation_mode", "half_pixel"), .string("mode", "linear")],
      shape: [input.shape[0], input.shape[1] * factor, input.shape[2] * factor])
  }
}
