/// Class-activation maps in closed form, for networks that end in global average pooling and a small head.
public enum ActivationMap: String, Sendable, Equatable, Codable, CaseIterable {
  /// Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", 2017,
  /// <https://arxiv.org/abs/1610.02391>: each feature map weighs as much as the mean gradient of the logit by it.
  case gradCAM = "grad-cam"
  /// Chattopadhyay et al., "Grad-CAM++: Improved Visual Explanations for Deep Convolutional Networks", 2018,
  /// <https://arxiv.org/abs/1710.11063>: only positive gradients count, and less in maps that are active all over.
  case gradCAMPlusPlus = "grad-cam++"

  /// The map of what speaks for a class; see ``maps(features:height:width:head:classes:)``.
  public func map(
    features: some Collection<Float>, height: Int, width: Int, head: ClassifierHead, class output: Int
  ) throws(ExplanationError) -> HeatMap {
    let maps = try maps(features: features, height: height, width: width, head: head, classes: [output])
    guard let map = maps.first else { throw .noClass(index: output, classes: max(head.outputs, 2)) }
    return map
  }

  /// The maps of what speaks for each of several classes.
  ///
  /// The pooling `xₖ = Σ Aₖ / hw` spreads the head's gradient gₖ evenly, so that `∂y/∂Aₖ = gₖ / hw` everywhere. Then
  /// Grad-CAM is `max(Σₖ gₖ/hw · Aₖ, 0)`. In Grad-CAM++ all second and third derivatives of `exp(y)` are powers of
  /// that gradient, so the weight of map k is `hw · max(d, 0) / (2 + d · ΣAₖ)` with `d = gₖ / hw`. That holds for heads of
  /// linear layers, ReLU and batch normalisation; one with layer normalisation (ConvNeXt's) is taken to be linear near the
  /// features, as Grad-CAM++ takes every network. Grad-CAM is exact for all.
  ///
  /// Classes share the pooling and the pass through the head; their gradients `[classes, F]` by the features
  /// `[F, height · width]` are one product of matrices.
  ///
  /// - Parameters:
  ///   - features: the last stage before pooling, `[F, height, width]`.
  ///   - classes: indices of classes; for a head with one logit, 1 is the logit and 0 its opposite.
  /// - Returns: a map for each of `classes`, in their order.
  /// - Throws: `ExplanationError` where features, head and classes do not fit together.
  public func maps(
    features: some Collection<Float>, height: Int, width: Int, head: ClassifierHead, classes: [Int]
  ) throws(ExplanationError) -> [HeatMap] {
    let (area, overflows) = height.multipliedReportingOverflow(by: width)
    guard height > 0, width > 0, !overflows,
      head.inputs.multipliedReportingOverflow(by: area) == (features.count, false)
    else {
      throw .features(count: features.count, channels: head.inputs, height: height, width: width)
    }
    let count = max(head.outputs, 2)
    if let wrong = classes.first(where: { !(0..<count).contains($0) }) { throw .noClass(index: wrong, classes: count) }
    let sums =
      features.withContiguousStorageIfAvailable { weightedSums($0, area: area, head: head, classes: classes) }
      ?? Array(features).withUnsafeBufferPointer { weightedSums($0, area: area, head: head, classes: classes) }
    var maps: [HeatMap] = []
    for start in stride(from: 0, to: sums.count, by: area) {
      maps.append(try HeatMap(width: width, height: height, values: sums[start..<start + area].map { max($0, 0) }))
    }
    return maps
  }

  /// What each class makes of each position: `[classes, area]`.
  private func weightedSums(
    _ features: UnsafeBufferPointer<Float>, area: Int, head: ClassifierHead, classes: [Int]
  ) -> [Float] {
    let sums = (0..<head.inputs).map { channel in
      VectorMath.sum(UnsafeBufferPointer(rebasing: features[channel * area..<(channel + 1) * area]))
    }
    var weights = head.gradients(
      ofLogits: head.outputs == 1 ? classes.map { _ in 0 } : classes, at: sums.map { $0 / Float(area) })
    for (row, output) in classes.enumerated() {
      let sign: Float = head.outputs == 1 && output == 0 ? -1 : 1
      for channel in 0..<head.inputs {
        let place = row * head.inputs + channel
        weights[place] = weight(sign * weights[place] / Float(area), sum: sums[channel], area: area)
      }
    }
    return VectorMath.product(weights, features, inner: head.inputs, columns: area)
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
