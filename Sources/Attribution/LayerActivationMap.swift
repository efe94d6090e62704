import Backbones
public import Inference
public import Torch

/// Grad-CAM and Grad-CAM++ by automatic differentiation, on any layer of any network.
///
/// On the last layer before the pooling these are what `ActivationMap` computes in closed form. On others each position of
/// a feature map has a gradient of its own, gₖ(i, j): Grad-CAM weighs map k by their mean, Grad-CAM++ by
/// `Σ relu(g) · g² / (2g² + ΣAₖ · g³)`, which takes the network to be piecewise linear, as its authors do. Papers: see
/// `ActivationMap`.
public struct LayerActivationMap: AttributionMethod {
  /// Which of the two.
  public let method: ActivationMap
  /// The layer's name; the last one where nil.
  public let layer: String?

  /// The map of a layer.
  public init(_ method: ActivationMap, layer: String? = nil) {
    self.method = method
    self.layer = layer
  }

  /// The map of what speaks for the class, at the layer's resolution; see `AttributionMethod`.
  public func map(of image: Tensor, for score: ClassScore) throws -> HeatMap {
    try check(image)
    let layers = score.network.backbone.layers
    let place = try place(among: layers.map(\.names))
    let activation = try withoutGradients { try layers[...place].reduce(image) { try $1.module($0) } }
      .detach().requiringGradient()
    guard activation.rank == 4 else { throw AttributionError.tokens(layer: layers[place].names.last ?? "") }
    let features = try layers[(place + 1)...].reduce(activation) { try $1.module($0) }
    let logit = try score.of(features: features).sum()
    guard let gradient = try logit.gradients(of: [activation]).first else {
      throw AttributionError.noLayer(layer ?? "", known: layers.flatMap(\.names))
    }
    return try withoutGradients {
      let weights = try weights(gradient, activation.detach())
      return try heatMap((weights * activation.detach()).sum(along: [1], keeping: true).relu())
    }
  }

  private func place(among names: [[String]]) throws -> Int {
    guard let layer else { return names.count - 1 }
    guard let place = names.firstIndex(where: { $0.contains(layer) }) else {
      throw AttributionError.noLayer(layer, known: names.compactMap(\.last))
    }
    return place
  }

  /// The weight of each feature map: [1, K, 1, 1].
  private func weights(_ gradient: Tensor, _ activation: Tensor) throws -> Tensor {
    switch method {
    case .gradCAM:
      return try gradient.mean(along: [2, 3], keeping: true)
    case .gradCAMPlusPlus:
      let denominator = try gradient * activation.sum(along: [2, 3], keeping: true) + 2
      let inverse = try denominator.clamp(minimum: 1e-12).pow(-1)
      let share = try denominator.gt(0).select(inverse, otherwise: denominator.zerosLike())
      return try (gradient.relu() * share).sum(along: [2, 3], keeping: true)
    }
  }
}
