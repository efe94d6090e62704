public import Inference
public import Torch

/// Sundararajan, Taly, Yan, "Axiomatic Attribution for Deep Networks", 2017, <https://arxiv.org/abs/1703.01365>.
///
/// Every pixel gets `(x - x') · ∫ ∂y/∂x`, the gradient taken along the line from a picture x' that says nothing; all pixels
/// together add up to the difference of the two logits.
public struct IntegratedGradients: AttributionMethod {
  /// The picture that says nothing, [1, C, H, W].
  public let baseline: Tensor
  /// Places at which the gradient is taken; the integral is their midpoint rule.
  public let steps: Int

  /// Gradients from `baseline` on.
  ///
  /// - Throws: `AttributionError.parameter` where there is no step, or there are more than 10,000.
  public init(baseline: Tensor, steps: Int = 50) throws {
    guard (1...10_000).contains(steps) else { throw AttributionError.parameter(name: "steps", value: steps) }
    self.baseline = baseline
    self.steps = steps
  }

  /// The map at the picture's resolution, colours summed; see `AttributionMethod`.
  public func map(of image: Tensor, for score: ClassScore) throws -> HeatMap {
    try check(image)
    guard baseline.shape == image.shape else {
      throw AttributionError.shape(what: "a baseline", expected: "\(image.shape)", found: baseline.shape)
    }
    return try heatMap(
      PathGradients.mean(image, score, count: steps) { (baseline, (Double($0) + 0.5) / Double(steps)) })
  }
}
