/// How a model tells that a picture is unlike those it was trained on; the numbers stand in ``BundleFile/references``.
///
/// The score of a picture is the cosine distance (1 − cos, from 0 to 2) of its pooled features from the `neighbours`-th
/// nearest of the reference images: Sun et al., "Out-of-Distribution Detection with Deep Nearest Neighbors", 2022,
/// <https://arxiv.org/abs/2204.06507>.
public struct OutOfDistribution: Sendable, Hashable, Codable {
  /// Which of the nearest reference images the distance is taken from: 1 is the nearest.
  public var neighbours: Int
  /// A picture with a greater score is unlike the training images.
  public var threshold: Double
  /// The share of pictures of the training images' kind whose score shall not be greater.
  public var percentile: Double

  /// A description.
  public init(neighbours: Int, threshold: Double, percentile: Double) {
    self.neighbours = neighbours
    self.threshold = threshold
    self.percentile = percentile
  }

  /// What makes it unusable; nil if nothing does.
  var fault: String? {
    if neighbours < 1 { return "out_of_distribution.neighbours must be 1 or more" }
    return threshold.isFinite && threshold >= 0 ? nil : "out_of_distribution.threshold must be 0 or more"
  }
}
