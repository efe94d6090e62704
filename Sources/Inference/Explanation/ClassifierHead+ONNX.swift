public import Bundles
public import ONNX

extension ClassifierHead {
  /// Reads the head off a graph of a bundle that is one network.
  ///
  /// - Throws: `BundleError`, `ONNXError`; `ExplanationError.head` as `init(_:)`.
  public init(of bundle: ModelBundle, graph: BundleFile = .graph) throws {
    try self.init(ONNXModel(contentsOf: bundle.verified(graph)))
  }

  /// Reads the head off a graph: the nodes from `embedding` to `logits`.
  ///
  /// - Throws: `ExplanationError.head` where something else than linear layers, ReLU, batch and layer normalisation stands there.
  public init(_ model: ONNXModel) throws(ExplanationError) {
    let producers = Dictionary(model.nodes.flatMap { node in node.outputs.map { ($0, node) } }) { first, _ in first }
    guard let embedding = model.outputs.first(where: { $0.name == "embedding" }), embedding.shape.count == 2 else {
      throw .head("the model has no output 'embedding'")
    }
    var layers: [Layer] = []
    var value = "logits"
    while value != embedding.name {
      guard let node = producers[value], let input = node.inputs.first, layers.count < 16 else {
        throw .head("it does not lead from 'embedding' to 'logits'")
      }
      do {
        layers.insert(try Self.layer(node, of: model), at: 0)
      } catch let error as ONNXError {
        throw .head(error.description)
      } catch {
        throw .head("operator \(node.operation) stands in it")
      }
      value = input
    }
    try self.init(inputs: embedding.shape[1], layers: layers)
  }

  private struct UnknownOperator: Error {}

  private static func layer(_ node: Node, of model: ONNXModel) throws -> Layer {
    switch (node.operation, node.inputs.count) {
    case ("Relu", 1):
      return .relu
    case ("Gemm", 2...3):
      guard node.integers["transB"] == [1], node.integers["transA", default: [0]] == [0],
        node.floats["alpha", default: [1]] == [1], node.floats["beta", default: [1]] == [1]
      else { throw UnknownOperator() }
      let weight = try model.initializer(node.inputs[1])
      let rows = weight.shape.first ?? 0
      let bias = node.inputs.count == 3 ? try model.initializer(node.inputs[2]).values : []
      return .linear(weight: weight.values, bias: bias.isEmpty ? Array(repeating: 0, count: rows) : bias)
    case ("BatchNormalization", 5):
      let parameters = try node.inputs.dropFirst().map { try model.initializer($0).values }
      let normalization = try BatchNormalization(
        gamma: parameters[0], beta: parameters[1], mean: parameters[2], variance: parameters[3],
        epsilon: node.floats["epsilon"]?.first ?? 1e-5)
      // As a 1×1 layer of its own: unit weights take on the scale, the bias becomes the shift.
      let unit = try FloatTensor(
        shape: [normalization.channels, 1], values: Array(repeating: 1, count: normalization.channels))
      let folded = try normalization.folded(into: unit)
      return .affine(scale: folded.weight.values, shift: folded.bias)
    case ("LayerNormalization", 3):
      guard [[-1], [1]].contains(node.integers["axis", default: [-1]]) else { throw UnknownOperator() }
      return .layerNorm(
        scale: try model.initializer(node.inputs[1]).values, shift: try model.initializer(node.inputs[2]).values,
        epsilon: node.floats["epsilon"]?.first ?? 1e-5)
    default:
      throw UnknownOperator()
    }
  }
}
