public import ONNX
public import Torch

/// A network up to its last feature map, [N, 3, H, W] to [N, features, h, w], or to its last tokens, [N, T, features].
///
/// It is a row of stages. Fine-tuning unfreezes the last of them, gradient checkpointing repeats them, and Grad-CAM looks
/// at what one of them yields.
public struct Backbone: GraphModule {
  /// A part of the network that is run, frozen and looked at as a whole.
  public struct Stage: Sendable {
    /// The name by which people know it, such as "layer4".
    public let name: String
    /// The prefixes of its parameters' keys.
    public let prefixes: [String]
    /// What it does.
    public let module: any GraphModule
  }

  /// Where the map of the last resolution but one stands.
  struct FinerMap: Sendable {
    /// How many stages lead to it.
    let stages: Int
    /// Its channels.
    let channels: Int
  }

  /// From the image to the feature map.
  public let stages: [Stage]
  /// Channels of the feature map, or numbers of a token.
  public let featureCount: Int
  /// The map of the last resolution but one; nil for a network that has but one resolution.
  let finer: FinerMap?

  /// A network of these stages.
  init(stages: [Stage], featureCount: Int, finer: FinerMap? = nil) {
    self.stages = stages
    self.featureCount = featureCount
    self.finer = finer
  }

  /// Runs every stage.
  public func callAsFunction(_ images: Tensor) throws -> Tensor {
    try stages.reduce(images) { try $1.module($0) }
  }

  /// Writes every stage.
  public func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    var value = input
    for stage in stages { value = try stage.module.write(value, to: &graph) }
    return value
  }

  /// Runs every layer, and collects the weights of attention, from the first block to the last.
  func attended(_ images: Tensor) throws -> (features: Tensor, weights: [Tensor]) {
    let (features, weights) = try layers.map(\.module).attended(images)
    return (features, weights)
  }

  /// Writes every layer, and collects the weights of attention.
  func writeAttended(_ image: Value, to graph: inout GraphBuilder) throws -> (features: Value, weights: [Value]) {
    let (features, weights) = try layers.map(\.module).writeAttended(image, to: &graph)
    return (features, weights)
  }
}

// MARK: - Layers

extension Backbone {
  /// A layer that can be looked at: what a stage does, or a numbered part of it.
  public struct Layer: Sendable {
    /// Its names: "layer4.1", and "layer4" if the stage ends with it.
    public let names: [String]
    /// What it does.
    public let module: any GraphModule
  }

  /// The layers in the order in which they are run; all of them together are the network.
  public var layers: [Layer] {
    stages.flatMap { stage in
      let modules = (stage.module as? Chain)?.modules ?? [stage.module]
      return modules.enumerated().map { index, module in
        let part = modules.count > 1 ? ["\(stage.name).\(index)"] : []
        return Layer(names: part + (index == modules.count - 1 ? [stage.name] : []), module: module)
      }
    }
  }
}

/// Modules one after the other.
struct Chain: GraphModule {
  let modules: [any GraphModule]

  init(_ modules: [any GraphModule]) { self.modules = modules }

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    try modules.reduce(input) { try $1($0) }
  }

  func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    var value = input
    for module in modules { value = try module.write(value, to: &graph) }
    return value
  }
}

extension MaxPool2d: GraphModule {
  /// Adds a MaxPool node.
  public func write(_ input: Value, to graph: inout GraphBuilder) throws -> Value {
    try graph.maxPool(input, kernel: kernel, stride: stride, padding: padding)
  }
}
