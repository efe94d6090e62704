/// Class-activation maps in closed form, for networks that end in global average pooling and a small head.
public enum ActivationMap: String, Sendable, Equatable, Codable, CaseIterable {
  /// Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", 2017,
  /// <https://arxiv.org/abs/1610.02391>: each feature map weighs as much as the mean gradient of the logit by it.
  case gradCAM = "grad-cam"
  /// Chattopadhyay et al., "Grad-CAM++: Improved Visual Explanations for Deep Convolutional Networks", 2018,
  /// <https://arxiv.org/abs/1710.11063>: only positive gradients count, and less in maps that are active all over.
  case gradCAMPlusPlus = "grad-cam++"

  /// The map of what speaks for a class.
  ///
  /// The pooling `xₖ = Σ Aₖ / hw` spreads the head's gradient gₖ evenly, so that `∂y/∂Aₖ = gₖ / hw` everywhere. Then
  /// Grad-CAM is `max(Σₖ gₖ/hw · Aₖ, 0)`. In Grad-CAM++ all second and third derivatives of `exp(y)` are powers of
  /// that gradient, so the weight of map k is `hw · max(d, 0) / (2 + d · ΣAₖ)` with `d = gₖ / hw`. That holds for heads of linear layers, ReLU and batch
  /// normalisation; one with layer normalisation (ConvNeXt's) is taken to be linear near the features, as Grad-CAM++ takes
  /// every network. Grad-CAM is exact for all.
  ///
  /// - Parameters:
  ///   - features: the last stage before pooling, `[F, height, width]`.
  ///   - output: the index of the class in `classes`; for a head with one logit, 1 is the logit and 0 its opposite.
  /// - Throws: `ExplanationError` where features, head and class do not fit together.
  public func map(
    features: some Collection<Float>, height: Int, width: Int, head: ClassifierHead, class output: Int
  ) throws(ExplanationError) -> HeatMap {
    let features = Array(features)
    let area = height * width
    guard area > 0, features.count == head.inputs * area else {
      throw .features(count: features.count, channels: head.inputs, height: height, width: width)
    }
    let classes = max(head.outputs, 2)
    guard (0..<classes).contains(output) else { throw .noClass(index: output, classes: classes) }
    let sums = (0..<head.inputs).map { features[$0 * area..<($0 + 1) * area].reduce(0, +) }
    let embedding = sums.map { $0 / Float(area) }
    var gradient = head.gradient(ofLogit: head.outputs == 1 ? 0 : output, at: embedding)
    if head.outputs == 1, output == 0 { gradient = gradient.map { -$0 } }
    var values = [Float](repeating: 0, count: area)
    for channel in 0..<head.inputs {
      let weight = weight(gradient[channel] / Float(area), sum: sums[channel], area: area)
      guard weight != 0 else { continue }
      for position in 0..<area { values[position] += weight * features[channel * area + position] }
    }
    return try HeatMap(width: width, height: height, values: values.map { max($0, 0) })
  }

  /// The weight of a feature map with this gradient at each of its positions and this sum of values.
  private func weight(_ gradient: Float, sum: Float, area: Int) -> Float {
    switch self {
    case .gradCAM:
      return gradient
    case .gradCAMPlusPlus:
      let denominator = 2 + gradient * sum
      return denominator > 0 ? Float(area) * max(gradient, 0) / denominator : 0
    }
  }
}
