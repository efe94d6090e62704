// MARK: - Being whole

extension ONNXModel {
  /// Checks all that the type promises; called once, when the model comes into being.
  func check() throws(ONNXError) {
    try checkVersions()
    for tensor in proto.graph.initializer { try check(tensor) }
    for node in proto.graph.node {
      for attribute in node.attribute { try check(attribute, of: node) }
    }
    try checkValues()
  }

  private func checkVersions() throws(ONNXError) {
    guard proto.hasGraph, let opset = proto.opsetImport.first, proto.hasIrVersion else {
      throw .malformed(file: file, detail: "it has no graph, format version or operator set")
    }
    let foreign = (proto.opsetImport.map(\.domain) + proto.graph.node.map(\.domain))
      .first { !["", "ai.onnx"].contains($0) }
    if let foreign { throw .unsupported(file: file, feature: "operators of the domain '\(foreign)'") }
    guard proto.opsetImport.count == 1, let version = Int(exactly: opset.version),
      Self.supportedOpsets.contains(version)
    else {
      let version = Int(clamping: opset.version)
      throw .unsupportedOpset(file: file, version: version, supported: Self.supportedOpsets)
    }
    if !proto.functions.isEmpty { throw .unsupported(file: file, feature: "functions of its own") }
    if !proto.graph.sparseInitializer.isEmpty { throw .unsupported(file: file, feature: "sparse tensors") }
  }

  private func check(_ attribute: Onnx_AttributeProto, of node: Onnx_NodeProto) throws(ONNXError) {
    switch attribute.type {
    case .float, .floats, .int, .ints, .string, .strings: return
    case .tensor: try check(attribute.t)
    default:
      throw .unsupported(file: file, feature: "a subgraph or a foreign attribute in operator \(node.opType)")
    }
  }

  private func check(_ tensor: Onnx_TensorProto) throws(ONNXError) {
    guard tensor.dataLocation == .default, tensor.externalData.isEmpty else {
      throw .externalData(file: file, tensor: tensor.name)
    }
    guard let width = tensor.elementWidth else {
      throw .unsupported(file: file, feature: "tensor values of type \(tensor.dataType)")
    }
    guard let count = elementCount(of: tensor.dims.map { Int(clamping: $0) }),
      case let (expected, overflow) = count.multipliedReportingOverflow(by: width), !overflow
    else {
      throw .malformed(file: file, detail: "tensor '\(tensor.name)' has an impossible shape")
    }
    guard tensor.storedBytes == expected else {
      throw .tensorSize(file: file, tensor: tensor.name, expected: expected, found: tensor.storedBytes)
    }
  }

  /// Checks that each value is defined once, before it is used, and that inputs and outputs are tensors.
  private func checkValues() throws(ONNXError) {
    for value in proto.graph.input + proto.graph.output {
      guard case .tensorType(let tensor)? = value.type.value, tensor.hasShape else {
        throw .unsupported(file: file, feature: "'\(value.name)', which is no tensor of known rank")
      }
      let extents = tensor.shape.dim.compactMap { dimension -> Int64? in
        if case .dimValue(let extent)? = dimension.value { extent } else { nil }
      }
      guard extents.allSatisfy({ 0...Int64(Int32.max) ~= $0 }) else {
        throw .malformed(file: file, detail: "'\(value.name)' has an impossible shape")
      }
    }
    guard !proto.graph.input.isEmpty else { throw .malformed(file: file, detail: "it has no input") }
    guard !proto.graph.output.isEmpty else { throw .malformed(file: file, detail: "it has no output") }
    // An initializer may also be listed as an input, which gives it a default.
    var defined = Set(proto.graph.input.map(\.name))
    var constants: Set<String> = []
    for tensor in proto.graph.initializer {
      guard constants.insert(tensor.name).inserted else { throw .unresolved(file: file, value: tensor.name) }
    }
    defined.formUnion(constants)
    for node in proto.graph.node {
      for input in node.input where !input.isEmpty && !defined.contains(input) {
        throw .unresolved(file: file, value: input)
      }
      for output in node.output where !output.isEmpty {
        guard defined.insert(output).inserted else { throw .unresolved(file: file, value: output) }
      }
    }
    for output in proto.graph.output where !defined.contains(output.name) {
      throw .unresolved(file: file, value: output.name)
    }
  }
}
