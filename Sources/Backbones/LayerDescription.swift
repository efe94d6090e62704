import ONNX
import Torch

/// A layer of a network: its shape and what it costs.
public struct LayerDescription: Sendable, Equatable, Encodable {
  /// The place of its parameters, such as "layer1.0.conv1".
  public let name: String
  /// The shape of what it yields for one picture, [channels, height, width] or as it is; nil where that is not known.
  public let output: [Int]?
  /// Numbers that learning can change.
  public let parameters: Int
  /// Multiply–accumulates for one picture: products of two numbers that are added up.
  public let macs: Int

  /// A layer.
  package init(name: String, output: [Int]?, parameters: Int, macs: Int) {
    (self.name, self.output, self.parameters, self.macs) = (name, output, parameters, macs)
  }
}

extension Classifier {
  /// The layers, in the order in which they were made, with their cost on pictures of a size.
  ///
  /// Convolutions, linear layers and matrix products of attention count, as in torchvision's published figures (there
  /// "GFLOPS"); biases, normalisations, activations and pooling do not. Products that no layer's parameters take part in
  /// stand at the end.
  ///
  /// - Throws: As ``graph(height:width:)``.
  public func layers(height: Int, width: Int) throws -> [LayerDescription] {
    var nodes: [String: (shape: [Int], products: Int)] = [:]
    var order: [String] = []
    for layer in try builder(height: height, width: width).layers {
      let name = layer.name.hasSuffix(".product") ? String(layer.name.dropLast(8)) : layer.name
      order.append(name)
      nodes[name] = (layer.shape, layer.products)
    }
    var taken: Set<String> = []
    var shape: [Int]?
    var layers = parameterCounts.map { name, count, isWeighing in
      // A unit of convolution and normalisation is one node under the unit's own name.
      let node = isWeighing ? [name, Self.parent(of: name)].first { nodes[$0] != nil } : nil
      // Normalisations that are folded into the layer before them leave its shape.
      shape = node.flatMap { nodes[$0]?.shape } ?? shape
      let macs = node.flatMap { taken.insert($0).inserted ? nodes[$0]?.products : nil }
      return LayerDescription(name: name, output: shape, parameters: count, macs: macs ?? 0)
    }
    for name in order where taken.insert(name).inserted {
      guard let node = nodes[name] else { continue }
      layers.append(LayerDescription(name: name, output: node.shape, parameters: 0, macs: node.products))
    }
    return layers
  }

  /// The parameters of each layer, by its name, and whether a matrix or kernel is among them.
  private var parameterCounts: [(name: String, count: Int, isWeighing: Bool)] {
    var counts: [(name: String, count: Int, isWeighing: Bool)] = []
    for parameter in store.parameters {
      let name = Self.parent(of: parameter.key)
      if counts.last?.name != name { counts.append((name, 0, false)) }
      counts[counts.count - 1].count += parameter.tensor.count
      if parameter.tensor.rank > 1 { counts[counts.count - 1].isWeighing = true }
    }
    return counts
  }

  /// A key without its last part.
  private static func parent(of key: String) -> String {
    key.lastIndex(of: ".").map { String(key[..<$0]) } ?? key
  }
}
