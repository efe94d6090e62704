public import Inference
public import Torch

/// SHAP values by expected gradients.
///
/// Erion et al., "Improving performance of deep learning models with axiomatic attribution priors and expected gradients",
/// 2021, <https://arxiv.org/abs/1906.10670>; what SHAP's GradientExplainer computes. Integrated gradients whose baseline is
/// not one picture but the mean over many: all pixels together add up to the logit minus its mean over those.
///
/// Places are not drawn at random: line i starts at picture i modulo their number, and the gradient is taken at
/// (i + ½) / samples of it, so that every picture gets places all along its line and a map can be repeated.
public struct ExpectedGradients: AttributionMethod {
  /// The pictures that stand for what is usual, [R, C, H, W].
  public let references: Tensor
  /// Places at which the gradient is taken.
  public let samples: Int

  /// Gradients from `references` on.
  ///
  /// - Throws: `AttributionError.parameter` where there is no sample, or there are more than 10,000;
  ///   `AttributionError.shape` where there is no picture.
  public init(references: Tensor, samples: Int = 200) throws {
    guard (1...10_000).contains(samples) else { throw AttributionError.parameter(name: "samples", value: samples) }
    guard references.rank == 4, references.shape[0] > 0 else {
      throw AttributionError.shape(what: "references", expected: "[R, C, H, W]", found: references.shape)
    }
    self.references = references
    self.samples = samples
  }

  /// The map at the picture's resolution, colours summed; see `AttributionMethod`.
  public func map(of image: Tensor, for score: ClassScore) throws -> HeatMap {
    try check(image)
    guard references.shape.dropFirst() == image.shape.dropFirst() else {
      throw AttributionError.shape(what: "references", expected: "\(image.shape)", found: references.shape)
    }
    let count = references.shape[0]
    return try heatMap(
      PathGradients.mean(image, score, count: samples) { sample in
        let index = sample % count
        return (try references[index..<index + 1], (Double(sample) + 0.5) / Double(samples))
      })
  }
}
