/// Turns a network into one that computes its convolutions and sums in 8-bit integers (static quantization).
///
/// Weights become signed integers with a scale a channel; every activation that a convolution or a sum takes passes a
/// `QuantizeLinear` and `DequantizeLinear` pair with one scale for all, unsigned with a zero point. Engines compute what
/// stands between such pairs in integers. Average pooling and the head stay in floats: they cost next to nothing, and
/// logits, embedding and features keep their form. So do tokens, whose few large values 8 bits with one scale can't hold.
/// See Jacob et al., "Quantization and Training of Neural Networks for
/// Efficient Integer-Arithmetic-Only Inference", 2018, <https://arxiv.org/abs/1712.05877>.
public struct Quantizer: Sendable {
  private let model: ONNXModel
  /// The activations that need a range, in the order in which they come about.
  public let activations: [String]

  /// A quantizer of a network in floats.
  ///
  /// - Throws: `ONNXError.unsupported` where it is quantized already, or has no convolution.
  public init(_ model: ONNXModel) throws(ONNXError) {
    let operations = Set(model.proto.graph.node.map(\.opType))
    guard operations.isDisjoint(with: ["QuantizeLinear", "DequantizeLinear"]) else {
      throw .unsupported(file: model.file, feature: "quantization, since it is quantized already")
    }
    guard operations.contains("Conv") else {
      throw .unsupported(file: model.file, feature: "quantization, since it has no convolution")
    }
    self.model = model
    let constants = Set(model.proto.graph.initializer.map(\.name))
    let tokens = Self.tokens(model.proto.graph.node)
    var seen: Set<String> = []
    activations = model.proto.graph.node.flatMap { Self.quantizedInputs($0, tokens) }
      .filter { !constants.contains($0) && seen.insert($0).inserted }
  }

  /// The inputs of a node that pass through 8 bits.
  private static func quantizedInputs(_ node: Onnx_NodeProto, _ tokens: Set<String>) -> [String] {
    switch node.opType {
    case "Conv": Array(node.input.prefix(1))
    case "Add": node.input.contains(where: tokens.contains) ? [] : node.input
    default: []
    }
  }

  /// Values that are no feature maps any more: what follows on a change of shape, up to the next convolution.
  private static func tokens(_ nodes: [Onnx_NodeProto]) -> Set<String> {
    nodes.reduce(into: []) { tokens, node in
      let changesShape = ["Reshape", "Flatten"].contains(node.opType)
      if changesShape || (node.opType != "Conv" && node.input.contains(where: tokens.contains)) {
        tokens.formUnion(node.output)
      }
    }
  }

  // MARK: - Calibration

  /// The network with every activation that needs a range as an output, the network's own outputs left out.
  public func instrumented() throws(ONNXError) -> ONNXModel {
    var proto = model.proto
    let inputs = Set(proto.graph.input.map(\.name))
    let form = proto.graph.output.first
    proto.graph.output = activations.filter { !inputs.contains($0) }.map { name in
      var output = form ?? Onnx_ValueInfoProto()
      output.name = name
      output.type.tensorType.shape.dim = ["N", "C", "H", "W"].map { axis in
        var dimension = Onnx_TensorShapeProto.Dimension()
        dimension.dimParam = axis
        return dimension
      }
      return output
    }
    return try ONNXModel(proto, file: model.file)
  }

  // MARK: - Quantization

  /// The network in 8-bit integers.
  ///
  /// - Parameters:
  ///   - ranges: a range for each of ``activations``.
  ///   - means: the mean of each of their channels, by which convolutions' biases make up for rounded weights; those
  ///     that are not given are not made up for.
  /// - Throws: `ONNXError.missing` where an activation has no range.
  public func quantized(
    ranges: [String: ActivationRange], means: [String: [Float]] = [:]
  ) throws(ONNXError) -> ONNXModel {
    var proto = model.proto
    proto.graph.node = []
    proto.graph.initializer = []
    var writer = QuantizedGraphWriter(graph: proto.graph, ranges: ranges, means: means, model: model)
    for node in model.proto.graph.node {
      switch node.opType {
      case "Conv": try writer.addConvolution(node)
      case "MaxPool" where node.output.count == 1: try writer.addMaximum(node)
      case "Add" where node.input.allSatisfy(activations.contains): try writer.addSum(node)
      default: writer.add(node)
      }
    }
    for tensor in model.proto.graph.initializer where !writer.replaced.contains(tensor.name) {
      writer.graph.initializer.append(tensor)
    }
    proto.graph = writer.graph
    return try ONNXModel(proto, file: model.file)
  }
}
