/// Turns a network into one that computes its convolutions and sums in 8-bit integers (static quantization).
///
/// Weights become signed integers with a scale a channel; every activation that a convolution or a sum takes passes a
/// `QuantizeLinear` and `DequantizeLinear` pair with one scale for all, unsigned with a zero point. Engines compute what
/// stands between such pairs in integers. All else stays in floats. Average pooling, what is computed of it (the head, the
/// factors of squeeze-and-excitation) cost next to nothing, and logits, embedding and features keep their form; layers of
/// tokens lose too much in integers of one scale. See Jacob et al., "Quantization and Training of Neural Networks for
/// Efficient Integer-Arithmetic-Only Inference", 2018, <https://arxiv.org/abs/1712.05877>.
public struct Quantizer: Sendable {
  private let model: ONNXModel
  /// The nodes, by place, that are computed in integers.
  private let places: Set<Int>
  /// The activations that need a range, in the order in which they come about.
  public let activations: [String]

  /// The convolutions that are computed in integers, by what they yield.
  public let layers: [String]

  /// A quantizer of a network in floats.
  ///
  /// - Parameter left: Convolutions that stay in floats, by what they yield.
  /// - Throws: `ONNXError.unsupported` where it is quantized already, or has no convolution.
  public init(_ model: ONNXModel, leaving left: Set<String> = []) throws(ONNXError) {
    let operations = Set(model.proto.graph.node.map(\.opType))
    guard operations.isDisjoint(with: ["QuantizeLinear", "DequantizeLinear"]) else {
      throw .unsupported(file: model.file, feature: "quantization, since it is quantized already")
    }
    guard operations.contains("Conv") else {
      throw .unsupported(file: model.file, feature: "quantization, since it has no convolution")
    }
    self.model = model
    let places = IntegerPlaces(model.proto.graph).places.filter { place in
      left.isDisjoint(with: model.proto.graph.node[place].output)
    }
    self.places = places
    layers = model.proto.graph.node.enumerated().filter { places.contains($0.offset) && $0.element.opType == "Conv" }
      .flatMap(\.element.output)
    var seen: Set<String> = []
    activations = model.proto.graph.node.enumerated().filter { places.contains($0.offset) }
      .flatMap { _, node in node.opType == "Conv" ? Array(node.input.prefix(1)) : node.input }
      .filter { seen.insert($0).inserted }
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
    for (place, node) in model.proto.graph.node.enumerated() {
      switch node.opType {
      case "Conv" where places.contains(place): try writer.addConvolution(node)
      case "Add" where places.contains(place): try writer.addSum(node)
      case "MaxPool" where node.output.count == 1: try writer.addMaximum(node)
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
