public import ONNX
public import TensorFiles
public import Torch

/// A whole network: backbone and head, with the store that holds their parameters.
public struct Classifier: Module {
  /// Which network it is.
  public let architecture: Architecture
  /// How its head is built.
  public let options: Head.Options
  /// All parameters and buffers.
  public let store: ParameterStore
  /// From the image to the feature map.
  public let backbone: Backbone
  /// From the feature map to logits.
  public let head: Head

  /// Builds a network with random parameters that `seed` determines.
  public init(_ architecture: Architecture, head options: Head.Options, seed: UInt64, on device: Device = .cpu) throws {
    self.architecture = architecture
    self.options = options
    store = try ParameterStore(seed: seed, on: device)
    let root = store.root
    backbone = try architecture.backbone(root).with(options, root)
    let place = root / architecture.headPrefix
    head = try Head(
      place, pooling: architecture.pooling(place, features: backbone.featureCount),
      norm: architecture.headNormPrefix.map { root / $0 }, options)
  }

  /// Images [N, 3, H, W] to logits [N, outputs].
  public func callAsFunction(_ images: Tensor) throws -> Tensor { try head(backbone(images)) }

  /// How much of each place of images [N, 3, H, W] is in what the head reads, [N, 1, h, w]: attention rollout; nil for a
  /// network without attention.
  public func attention(_ images: Tensor) throws -> Tensor? {
    let (features, weights) = try backbone.attended(images)
    return try head.pooling.attention(features, after: weights)
  }

  // MARK: - Parameters

  /// Whether a key belongs to the head, be it this one or the pretrained one that it replaces, or to attention on the last
  /// map: to what no pretrained backbone has.
  public func isHeadKey(_ key: String) -> Bool {
    let root = architecture.headPrefix.split(separator: ".").first.map(String.init) ?? architecture.headPrefix
    return [root, MapAttention.prefix].contains { key == $0 || key.hasPrefix($0 + ".") }
  }

  /// Sets the backbone to pretrained weights; their own head, if they have one, is left out.
  ///
  /// - Throws: `TorchError.stateMismatch` with missing and unexpected keys and shapes, where they are of another network.
  public func loadBackbone(_ weights: [String: StoredTensor]) throws {
    let current = weights.map { (architecture.currentKey($0.key), $0.value) }
    try store.load(Dictionary(current) { first, _ in first }, ignoring: isHeadKey)
  }

  /// Freezes the backbone, so that only the head and attention learn.
  public func freezeBackbone() throws { try store.freeze { !isHeadKey($0) } }

  // MARK: - Export

  /// The network as an ONNX graph: image [N, 3, height, width] to logits [N, outputs], embedding [N, F] (the pooled
  /// features) and features [N, F, h, w]; of one with attention, also attention [N, 1, h, w].
  ///
  /// Batch normalisation is folded into convolutions, and dropout is gone.
  public func graph(height: Int, width: Int) throws -> ONNXModel {
    try builder(height: height, width: width).model(metadata: ["architecture": architecture.rawValue])
  }

  /// The graph of ``graph(height:width:)`` before it is closed.
  func builder(height: Int, width: Int) throws -> GraphBuilder {
    var graph = GraphBuilder(name: architecture.rawValue)
    let image = try graph.input("image", shape: [3, height, width])
    let (features, weights) = try backbone.writeAttended(image, to: &graph)
    let pooled = try head.pooling.write(features, after: weights, to: &graph)
    try graph.output(head.writeLogits(pooled.embedding, to: &graph), as: "logits")
    try graph.output(pooled.embedding, as: "embedding")
    try graph.output(pooled.map, as: "features")
    if let attention = pooled.attention { try graph.output(attention, as: "attention") }
    return graph
  }
}
