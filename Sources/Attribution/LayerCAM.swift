import Backbones
public import Inference
public import Torch

/// Finer class-activation maps: those of several layers, each position weighed by its own gradient.
///
/// Jiang, Zhang, Hou, Cheng, Wei, "LayerCAM: Exploring Hierarchical Class Activation Maps for Localization", 2021,
/// <https://doi.org/10.1109/TIP.2021.3089943>. A layer's map is `relu(Σₖ relu(gₖ) · Aₖ)` position by position (equation 5
/// and 6). Maps of several layers are divided by their greatest values and scaled by `tanh(2 x)` (equation 9), which lifts
/// the weak values of shallow layers, enlarged bilinearly to the finest of them, and of each position the greatest value
/// is kept.
public struct LayerCAM: AttributionMethod {
  /// The layers' names; the last one and a finer one where there are none.
  public let layers: [String]

  /// A map of layers, which the network may run in any order.
  ///
  /// Without names the last layer is taken, and the last one before it that is finer and at least an eighth as high as the
  /// picture: 28 × 28 of a picture of 224 × 224.
  public init(layers: [String] = []) { self.layers = layers }

  /// The map of what speaks for the class, at the finest layer's resolution: of one layer its values, of several 0 to 1;
  /// see `AttributionMethod`.
  public func map(of image: Tensor, for score: ClassScore) throws -> HeatMap {
    try check(image)
    let known = score.network.backbone.layers
    let places = try layers.isEmpty ? standard(known, image) : named(among: known.map(\.names))
    guard let first = places.first else { throw AttributionError.noLayer("", known: known.compactMap(\.names.last)) }
    let start = try withoutGradients { try known[...first].reduce(image) { try $1.module($0) } }
    var activations = [try start.detach().requiringGradient()]
    var features = activations[0]
    for place in known.indices.dropFirst(first + 1) {
      features = try known[place].module(features)
      if places.contains(place) { activations.append(features) }
    }
    if let other = activations.first(where: { $0.rank != 4 }) {
      throw AttributionError.shape(what: "a layer's output", expected: "[1, C, h, w]", found: other.shape)
    }
    let gradients = try score.of(features: features).sum().gradients(of: activations)
    return try withoutGradients {
      try fused(zip(gradients, activations).map { try ($0.relu() * $1.detach()).sum(along: [1], keeping: true).relu() })
    }
  }

  /// Where the wanted layers stand, from the first that is run to the last.
  private func named(among names: [[String]]) throws -> [Int] {
    let places = try layers.map { layer in
      guard let place = names.firstIndex(where: { $0.contains(layer) }) else {
        throw AttributionError.noLayer(layer, known: names.compactMap(\.last))
      }
      return place
    }
    return Set(places).sorted()
  }

  /// Where the last layer stands, and before it a finer one if there is one.
  private func standard(_ known: [Backbone.Layer], _ image: Tensor) throws -> [Int] {
    let heights = try withInferenceMode {
      var features = image
      return try known.map { layer in
        features = try layer.module(features)
        return features.rank == 4 ? features.shape[2] : 0
      }
    }
    guard let last = heights.indices.last else { return [] }
    let finer = heights.lastIndex { $0 > heights[last] && 8 * $0 >= image.shape[2] }
    return [finer, last].compactMap { $0 }
  }

  /// One map of several, each [1, 1, h, w].
  private func fused(_ maps: [Tensor]) throws -> HeatMap {
    guard maps.count > 1, let finest = maps.max(by: { $0.shape[2] < $1.shape[2] }) else {
      return try heatMap(maps.first ?? Tensor.zeros([1, 1, 1, 1]))
    }
    let (height, width) = (finest.shape[2], finest.shape[3])
    let scaled = try maps.map { map in
      let greatest = Double(try map.floats().max() ?? 0)
      let scaled = try (map / max(greatest, 1e-12) * 2).tanh()
      return try scaled.resizedBilinearly(height: height, width: width).floats()
    }
    let values = (0..<height * width).map { place in scaled.reduce(0) { max($0, $1[place]) } }
    return try HeatMap(width: width, height: height, values: values)
  }
}
