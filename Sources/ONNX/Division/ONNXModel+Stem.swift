extension ONNXModel {
  /// The value that the network's first layers yield: the first of the fewest numbers that everything passes through before
  /// the picture's width is less than a quarter; nil where there is none.
  ///
  /// For ResNet that is the first pooling, for MobileNetV2 the last of the layers of a quarter of the width's first block.
  public var stemOutput: String? {
    let passages = passages
    var best: (name: String, size: Double)?
    var (channels, reduction) = (0, 1)
    scan: for node in proto.graph.node {
      let attributes = Node(node)
      switch node.opType {
      case "Conv":
        guard node.input.count > 1, let weights = proto.graph.initializer.first(where: { $0.name == node.input[1] }),
          let outputs = weights.dims.first
        else { break scan }
        channels = Int(clamping: outputs)
        reduction *= attributes.integers["strides"]?.first ?? 1
      case "MaxPool", "AveragePool":
        reduction *= attributes.integers["strides"]?.first ?? 1
      case "Relu", "Clip", "BatchNormalization", "Sigmoid", "HardSwish", "HardSigmoid", "Add", "Mul":
        break
      default:
        break scan
      }
      guard (1...4).contains(reduction) else { break }
      guard channels > 0, let output = node.output.first, passages.contains(output) else { continue }
      let size = Double(channels) / Double(reduction * reduction)
      if size < best?.size ?? .infinity { best = (output, size) }
    }
    return best?.name
  }

  /// The network up to a value, its only output.
  ///
  /// - Throws: `ONNXError.missing` where not everything passes through that value.
  public func stem(until value: String) throws(ONNXError) -> ONNXModel {
    let count = try place(of: value) + 1
    var proto = proto
    proto.graph.node = Array(proto.graph.node.prefix(count))
    proto.graph.output = [port(value, ["N", "C", "H", "W"].map { .named($0) })]
    return try ONNXModel(proto.keepingUsedConstants(), file: file)
  }

  /// The network from a value on, its only input.
  ///
  /// - Parameter shape: The value's, without the batch dimension.
  /// - Throws: `ONNXError.missing` where not everything passes through that value.
  public func rest(after value: String, shape: [Int]) throws(ONNXError) -> ONNXModel {
    let count = try place(of: value) + 1
    var proto = proto
    proto.graph.node = Array(proto.graph.node.dropFirst(count))
    proto.graph.input = [port(value, [.named("N")] + shape.map { .sized($0) })]
    return try ONNXModel(proto.keepingUsedConstants(), file: file)
  }

  // MARK: - Steps

  private enum Extent {
    case named(String)
    case sized(Int)
  }

  /// A value as an input or output, in the form of the network's own.
  private func port(_ name: String, _ shape: [Extent]) -> Onnx_ValueInfoProto {
    var port = proto.graph.output.first ?? Onnx_ValueInfoProto()
    port.name = name
    port.type.tensorType.shape.dim = shape.map { extent in
      var dimension = Onnx_TensorShapeProto.Dimension()
      switch extent {
      case .named(let name): dimension.dimParam = name
      case .sized(let size): dimension.dimValue = Int64(size)
      }
      return dimension
    }
    return port
  }

  private func place(of value: String) throws(ONNXError) -> Int {
    guard passages.contains(value), let place = proto.graph.node.firstIndex(where: { $0.output.contains(value) }) else {
      throw .missing(file: file, name: value)
    }
    return place
  }

  /// The values at which the graph falls into two: what comes before is used behind through that value alone.
  private var passages: Set<String> {
    let nodes = proto.graph.node
    let outputs = Set(proto.graph.output.map(\.name))
    var lastUse: [String: Int] = [:]
    for (place, node) in nodes.enumerated() { for input in node.input { lastUse[input] = place } }
    var open = Set(inputs.map(\.name))
    var passages: Set<String> = []
    for (place, node) in nodes.enumerated() {
      open.formUnion(node.output)
      open = open.filter { lastUse[$0, default: -1] > place || outputs.contains($0) }
      if open.count == 1, node.output.count == 1, let output = node.output.first, open.contains(output),
        !outputs.contains(output)
      {
        passages.insert(output)
      }
    }
    return passages
  }
}

extension Onnx_ModelProto {
  /// The model without the constants and notes on values that its nodes don't use.
  fileprivate func keepingUsedConstants() -> Onnx_ModelProto {
    var model = self
    let used = Set(graph.node.flatMap(\.input))
    let known = used.union(graph.node.flatMap(\.output))
    model.graph.initializer = graph.initializer.filter { used.contains($0.name) }
    model.graph.valueInfo = graph.valueInfo.filter { known.contains($0.name) }
    return model
  }
}
