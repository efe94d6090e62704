import FoundationEssentials

extension ONNXModel {
  /// The names by Hilum's convention.
  private enum Name {
    static let image = "image"
    static let logits = "logits"
    static let embedding = "embedding"
    static let features = "features"
    static let all = [image, logits, embedding, features]
  }

  /// A classifier made elsewhere with its values named as Hilum's: `image` [N, C, H, W] to `logits` [N, outputs], and where a
  /// mean over a map and a head of `Gemm` lead to them, `embedding` [N, F] and `features` [N, F, h, w].
  ///
  /// The batch becomes one of any size; a softmax or sigmoid at the end is left out. Shapes of the two outputs that are added
  /// are not known yet; see ``settingShapes(embedding:features:)``.
  ///
  /// - Parameters:
  ///   - height: Rows of a picture, where the graph leaves that open.
  ///   - width: Columns of a picture, where the graph leaves that open.
  /// - Throws: `ONNXError.unsupported` where it is not one picture to one row of numbers.
  public func namedAsClassifier(height: Int, width: Int) throws(ONNXError) -> ONNXModel {
    guard inputs.count == 1, let image = inputs.first, image.shape.count == 4, isFloat(image.name) else {
      throw .unsupported(file: file, feature: "other inputs than one of 32-bit floats [N, channels, height, width]")
    }
    guard let output = outputs.count == 1 ? outputs.first : outputs.first(where: { $0.name == Name.logits }),
      output.shape.count == 2, isFloat(output.name)
    else {
      throw .unsupported(
        file: file, feature: "outputs of which none is called logits, or one that is not 32-bit floats [N, classes]")
    }
    var graph = proto.graph
    let logits = Self.takingOffEnd(output.name, of: &graph)
    let places = Self.pooling(before: logits, in: graph)
    var names = [(image.name, Name.image), (logits, Name.logits)]
    if let places { names += [(places.embedding, Name.embedding), (places.features, Name.features)] }
    // What is called so already and is something else makes room first.
    let taken = Name.all.filter { name in names.contains { $0.1 == name && $0.0 != name } }
    for name in taken { Self.rename(name, to: "\(name) (of \(file))", in: &graph) }
    for (old, new) in names where old != new {
      Self.rename(taken.contains(old) ? "\(old) (of \(file))" : old, to: new, in: &graph)
    }
    let shape = zip(image.shape.dropFirst(), [-1, height, width]).map { $0 > 0 ? $0 : $1 }
    graph.input = graph.input.filter { $0.name != Name.image } + [Self.float(Name.image, shape)]
    graph.output = [Self.float(Name.logits, Array(output.shape.dropFirst()))]
    if places != nil { graph.output += [Self.float(Name.embedding, [-1]), Self.float(Name.features, [-1, -1, -1])] }
    // Shapes in between were for another batch.
    graph.valueInfo = []
    var proto = proto
    proto.graph = graph
    return try ONNXModel(proto, file: file)
  }

  /// The model with the shapes of `embedding` and `features` said, or without these outputs.
  ///
  /// - Parameters:
  ///   - embedding: Numbers of the embedding; nil for a model that shall not have these outputs.
  ///   - features: The shape of one picture's map.
  public func settingShapes(embedding: Int?, features: [Int]?) throws(ONNXError) -> ONNXModel {
    var proto = proto
    proto.graph.output.removeAll { [Name.embedding, Name.features].contains($0.name) }
    if let embedding, let features {
      proto.graph.output += [Self.float(Name.embedding, [embedding]), Self.float(Name.features, features)]
    }
    return try ONNXModel(proto, file: file)
  }

  // MARK: - Parts

  private func isFloat(_ name: String) -> Bool {
    (proto.graph.input + proto.graph.output).first { $0.name == name }?.type.tensorType.elemType
      == Int32(Onnx_TensorProto.DataType.float.rawValue)
  }

  /// Leaves a softmax or sigmoid out by which an output is made; the value before it.
  private static func takingOffEnd(_ output: String, of graph: inout Onnx_GraphProto) -> String {
    guard let index = graph.node.firstIndex(where: { $0.output == [output] }),
      ["Softmax", "Sigmoid"].contains(graph.node[index].opType), let input = graph.node[index].input.first
    else { return output }
    graph.node.remove(at: index)
    return input
  }

  /// The pooled features from which linear layers and the like lead to the logits, and the map of which they are the mean;
  /// nil where something else does.
  private static func pooling(
    before logits: String, in graph: Onnx_GraphProto
  ) -> (embedding: String, features: String)? {
    let producers = Dictionary(graph.node.flatMap { node in node.output.map { ($0, node) } }) { first, _ in first }
    let head: Set = ["Gemm", "Relu", "BatchNormalization", "LayerNormalization"]
    var value = logits
    while let node = producers[value], head.contains(node.opType), let input = node.input.first { value = input }
    guard value != logits, var node = producers[value] else { return nil }
    let embedding = value
    if ["Flatten", "Reshape", "Squeeze"].contains(node.opType), let before = node.input.first.flatMap({ producers[$0] })
    {
      node = before
    }
    guard node.opType == "GlobalAveragePool" || isMeanOverPlaces(node, in: graph), let features = node.input.first,
      producers[features] != nil
    else { return nil }
    return (embedding, features)
  }

  /// Whether a node takes the mean over the last two of four dimensions.
  private static func isMeanOverPlaces(_ node: Onnx_NodeProto, in graph: Onnx_GraphProto) -> Bool {
    guard node.opType == "ReduceMean" else { return false }
    var axes = node.attribute.first { $0.name == "axes" }?.ints ?? []
    if node.input.count == 2, let tensor = graph.initializer.first(where: { $0.name == node.input[1] }) {
      axes = tensor.int64Data
      if axes.isEmpty {
        axes = tensor.rawData.withUnsafeBytes { bytes in
          (0..<bytes.count / 8).map {
            Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self))
          }
        }
      }
    }
    return axes.count == 2 && Set(axes.map { $0 < 0 ? $0 &+ 4 : $0 }) == [2, 3]
  }

  private static func rename(_ old: String, to new: String, in graph: inout Onnx_GraphProto) {
    func renamed(_ name: String) -> String { name == old ? new : name }
    for index in graph.node.indices {
      graph.node[index].input = graph.node[index].input.map(renamed)
      graph.node[index].output = graph.node[index].output.map(renamed)
    }
    for index in graph.initializer.indices where graph.initializer[index].name == old {
      graph.initializer[index].name = new
    }
    for index in graph.input.indices where graph.input[index].name == old { graph.input[index].name = new }
    for index in graph.output.indices where graph.output[index].name == old { graph.output[index].name = new }
  }

  /// A float tensor [N, …shape], a dimension of any size being -1.
  private static func float(_ name: String, _ shape: [Int]) -> Onnx_ValueInfoProto {
    var value = Onnx_ValueInfoProto()
    value.name = name
    var batch = Onnx_TensorShapeProto.Dimension()
    batch.dimParam = "N"
    let sample = shape.enumerated().map { index, extent in
      var dimension = Onnx_TensorShapeProto.Dimension()
      if extent > 0 { dimension.dimValue = Int64(extent) } else { dimension.dimParam = "\(name)\(index)" }
      return dimension
    }
    value.type.tensorType.elemType = Int32(Onnx_TensorProto.DataType.float.rawValue)
    value.type.tensorType.shape.dim = [batch] + sample
    return value
  }
}
