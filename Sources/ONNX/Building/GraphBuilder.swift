/// Builds an ONNX graph node by node.
///
/// Each function adds one node, checks the shapes, and returns the value that the node yields. Every value has a batch
/// dimension of any size first. Names are the caller's, by custom the PyTorch module path; initializers are named
/// after their node (`layer1.0.conv1.weight`). The same calls give the same bytes.
///
/// ```swift
/// var graph = GraphBuilder(name: "resnet18")
/// let image = try graph.input("input", shape: [3, 224, 224])
/// let stem = try graph.conv(image, weight: weight, bias: bias, stride: 2, padding: 3, name: "conv1")
/// let features = try graph.relu(stem)
/// try graph.output(features, as: "features")
/// let model = try graph.model()
/// ```
public struct GraphBuilder: Sendable {
  /// The version of the default ONNX operator set that the nodes are written in.
  public static let opset = 17
  /// The version of the ONNX file format that goes with the operator set.
  static let formatVersion = 8

  var graph = Onnx_GraphProto()
  /// The convolutions and matrix products so far, in the order of the nodes.
  public private(set) var layers: [GraphLayer] = []
  private var names: Set<String> = []
  /// Names of values that are outputs, by the name they had when their node was added.
  private var outputNames: [String: String] = [:]
  private var counts: [String: Int] = [:]

  /// Starts an empty graph.
  public init(name: String) {
    graph.name = name
  }

  // MARK: - Inputs and outputs

  /// Adds an input `[N, …shape]` of 32-bit floats.
  public mutating func input(_ name: String, shape: [Int]) throws(ONNXError) -> Value {
    guard shape.allSatisfy({ $0 > 0 }), elementCount(of: shape) != nil else {
      throw .shapeMismatch(node: name, operation: "Input", shapes: [shape])
    }
    let value = try define(name, shape: shape)
    graph.input.append(.init(value))
    return value
  }

  /// Makes `value` an output of the graph, called `name`; a value can be one output only.
  public mutating func output(_ value: Value, as name: String) throws(ONNXError) {
    guard outputNames[value.name] == nil, names.contains(value.name) else { throw .duplicateName(value.name) }
    let output = try name == value.name ? value : define(name, shape: value.shape)
    outputNames[value.name] = name
    graph.output.append(.init(output))
  }

  /// The finished graph as a model.
  ///
  /// - Parameter metadata: what is stored beside the graph, such as the architecture's name.
  /// - Throws: `ONNXError` where the graph is not whole, e.g. has no output.
  public func model(metadata: [String: String] = [:]) throws(ONNXError) -> ONNXModel {
    var model = Onnx_ModelProto()
    model.irVersion = Int64(Self.formatVersion)
    model.producerName = "hilum"
    model.opsetImport = [.init(domain: "", version: Self.opset)]
    model.metadataProps = metadata.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: $0.value) }
    model.graph = graph
    for index in model.graph.node.indices {
      model.graph.node[index].input = graph.node[index].input.map { outputNames[$0] ?? $0 }
      model.graph.node[index].output = graph.node[index].output.map { outputNames[$0] ?? $0 }
    }
    return try ONNXModel(model, file: graph.name)
  }

  // MARK: - Adding nodes

  /// Adds a node with one output and returns that.
  ///
  /// - Parameters:
  ///   - name: the node's name and its output's; nil numbers the nodes of each operator.
  ///   - shape: the output's shape without the batch dimension.
  ///   - terms: how many products are added up for each number of the output; 0 where it is no weighted sum.
  mutating func add(
    _ operation: String, name: String?, inputs: [String], attributes: [Onnx_AttributeProto] = [], shape: [Int],
    terms: Int = 0
  ) throws(ONNXError) -> Value {
    let value = try define(name ?? nextName(operation), shape: shape)
    if terms > 0, let numbers = elementCount(of: shape) {
      let (products, overflow) = numbers.multipliedReportingOverflow(by: terms)
      layers.append(
        GraphLayer(name: value.name, operation: operation, shape: shape, products: overflow ? .max : products))
    }
    var node = Onnx_NodeProto()
    node.opType = operation
    node.name = value.name
    node.input = inputs
    node.output = [value.name]
    node.attribute = attributes
    graph.node.append(node)
    return value
  }

  /// Adds a constant and returns its name.
  mutating func constant(_ tensor: FloatTensor, name: String) throws(ONNXError) -> String {
    let value = try define(name, shape: tensor.shape)
    graph.initializer.append(.init(tensor, name: value.name))
    return value.name
  }

  /// Adds a vector of integers, such as a shape, and returns its name.
  mutating func constant(_ integers: [Int], name: String) throws(ONNXError) -> String {
    let value = try define(name, shape: [integers.count])
    graph.initializer.append(.init(integers, name: value.name))
    return value.name
  }

  private mutating func define(_ name: String, shape: [Int]) throws(ONNXError) -> Value {
    guard !name.isEmpty, names.insert(name).inserted else { throw .duplicateName(name) }
    return Value(name: name, shape: shape)
  }

  private mutating func nextName(_ operation: String) -> String {
    counts[operation, default: 0] += 1
    return "\(operation)_\(counts[operation, default: 0])"
  }
}
