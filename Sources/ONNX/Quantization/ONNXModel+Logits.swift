extension ONNXModel {
  /// The network with `shift` taken from its logits, in the bias of the layer that yields them.
  ///
  /// - Throws: `ONNXError.missing` where no linear layer with a bias of that length yields them.
  public func takingFromLogits(_ shift: [Float]) throws(ONNXError) -> ONNXModel {
    guard let node = proto.graph.node.first(where: { $0.output == ["logits"] && $0.opType == "Gemm" }),
      node.input.count == 3,
      let index = proto.graph.initializer.firstIndex(where: { $0.name == node.input[2] })
    else { throw .missing(file: file, name: "the bias of the logits") }
    let bias = try initializer(node.input[2])
    guard bias.values.count == shift.count else { throw .missing(file: file, name: "the bias of the logits") }
    let moved = try FloatTensor(shape: bias.shape, values: zip(bias.values, shift).map { $0 - $1 })
    var proto = proto
    proto.graph.initializer[index] = Onnx_TensorProto(moved, name: node.input[2])
    return try ONNXModel(proto, file: file)
  }
}
