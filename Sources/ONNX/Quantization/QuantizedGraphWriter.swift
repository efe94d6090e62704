import FoundationEssentials

/// Writes the nodes of a quantized graph one after the other.
struct QuantizedGraphWriter {
  var graph: Onnx_GraphProto
  let ranges: [String: ActivationRange]
  /// The mean of each channel of activations, by which biases are corrected.
  let means: [String: [Float]]
  let model: ONNXModel
  /// Constants of the original that another one stands in for.
  private(set) var replaced: Set<String> = []
  /// The dequantized form of an activation, once it is there.
  private var dequantized: [String: String] = [:]

  init(
    graph: Onnx_GraphProto, ranges: [String: ActivationRange], means: [String: [Float]], model: ONNXModel
  ) {
    self.graph = graph
    self.ranges = ranges
    self.means = means
    self.model = model
  }

  /// Adds a node as it is.
  mutating func add(_ node: Onnx_NodeProto) { graph.node.append(node) }

  /// Adds a convolution whose input and weights come out of 8 bits.
  mutating func addConvolution(_ node: Onnx_NodeProto) throws(ONNXError) {
    guard node.input.count >= 2 else { throw .unresolved(file: model.file, value: node.name) }
    let weights = QuantizedWeights(try model.initializer(node.input[1]))
    let groups = Node(node).integers["group"]?.first ?? 1
    let shift = means[node.input[0]].flatMap { weights.shift(means: $0, groups: groups) }
    var node = node
    node.input[0] = try activation(node.input[0])
    if let shift { try correctBias(of: &node, by: shift) }
    node.input[1] = try constant(weights, of: node.input[1])
    graph.node.append(node)
  }

  /// Adds a sum whose terms come out of 8 bits.
  mutating func addSum(_ node: Onnx_NodeProto) throws(ONNXError) {
    var node = node
    for index in node.input.indices { node.input[index] = try activation(node.input[index]) }
    graph.node.append(node)
  }

  /// Adds a maximum over windows, of values out of 8 bits where what it yields, and nothing else, is wanted so.
  ///
  /// Rounding keeps order, so that the greatest of rounded values is the greatest value, rounded: nothing changes but that
  /// an engine takes it over a quarter of the bytes.
  mutating func addMaximum(_ node: Onnx_NodeProto) throws(ONNXError) {
    var node = node
    let output = node.output[0]
    if let range = ranges[output], ranges[node.input[0]] == nil {
      node.input[0] = try activation(node.input[0], range: range)
      dequantized[output] = output
    }
    graph.node.append(node)
  }

  // MARK: - Pairs

  private mutating func activation(_ name: String, range: ActivationRange? = nil) throws(ONNXError) -> String {
    if let known = dequantized[name] { return known }
    guard let range = range ?? ranges[name] else { throw .missing(file: model.file, name: "range of \(name)") }
    let scale = constant(name + ".scale", .float, [], littleEndianData([range.scale]))
    let zero = constant(name + ".zero_point", .uint8, [], Data([range.zeroPoint]))
    graph.node.append(pair("QuantizeLinear", [name, scale, zero], name + ".quantized"))
    let result = name + ".dequantized"
    graph.node.append(pair("DequantizeLinear", [name + ".quantized", scale, zero], result))
    dequantized[name] = result
    return result
  }

  /// Takes from a convolution's bias by how much its mean moves.
  private mutating func correctBias(of node: inout Onnx_NodeProto, by shift: [Float]) throws(ONNXError) {
    let name = node.input.count > 2 ? node.input[2] : ""
    let bias = name.isEmpty ? [Float](repeating: 0, count: shift.count) : try model.initializer(name).values
    guard bias.count == shift.count else { return }
    if !name.isEmpty { replaced.insert(name) }
    let corrected = constant(
      node.output[0] + ".bias", .float, [bias.count], littleEndianData(zip(bias, shift).map { $0 - $1 }))
    node.input = Array(node.input.prefix(2)) + [corrected]
  }

  private mutating func constant(_ weights: QuantizedWeights, of name: String) throws(ONNXError) -> String {
    if let known = dequantized[name] { return known }
    let tensor = try model.initializer(name)
    replaced.insert(name)
    let values = constant(
      name + ".quantized", .int8, tensor.shape, Data(weights.values.map { UInt8(bitPattern: $0) }))
    let scale = constant(name + ".scale", .float, [weights.scales.count], littleEndianData(weights.scales))
    let zero = constant(name + ".zero_point", .int8, [weights.scales.count], Data(count: weights.scales.count))
    var node = pair("DequantizeLinear", [values, scale, zero], name + ".dequantized")
    node.attribute = [.int("axis", 0)]
    graph.node.append(node)
    dequantized[name] = name + ".dequantized"
    return name + ".dequantized"
  }

  private func pair(_ operation: String, _ inputs: [String], _ output: String) -> Onnx_NodeProto {
    var node = Onnx_NodeProto()
    node.opType = operation
    node.name = output
    node.input = inputs
    node.output = [output]
    return node
  }

  private mutating func constant(
    _ name: String, _ type: Onnx_TensorProto.DataType, _ shape: [Int], _ bytes: Data
  ) -> String {
    var tensor = Onnx_TensorProto()
    tensor.name = name
    tensor.dataType = Int32(type.rawValue)
    tensor.dims = shape.map(Int64.init)
    tensor.rawData = bytes
    graph.initializer.append(tensor)
    return name
  }
}
