public import Bundles

/// Tells by the pooled features of a model, or of all members of an ensemble, whether a picture is unlike the training
/// images.
///
/// Each member judges by its own reference images; an ensemble's score is the upper median of the members' scores, each as
/// a multiple of its own threshold, so that a picture is unlike where half of the members or more say so.
public struct UnlikenessDetector: Sendable, Equatable {
  private let detectors: [OutOfDistributionDetector]

  /// The detector of one model.
  public init(_ detector: OutOfDistributionDetector) { detectors = [detector] }

  /// The detector of a bundle; nil where it, or one of its members, has none.
  ///
  /// - Parameter width: The length of the embedding of the bundle's engine.
  /// - Throws: as `OutOfDistributionDetector.init(_:width:)`.
  public init?(_ bundle: ModelBundle, width: Int?) throws {
    if bundle.members.isEmpty {
      guard let detector = try OutOfDistributionDetector(bundle, width: width) else { return nil }
      detectors = [detector]
    } else {
      let found = try bundle.members.map { try OutOfDistributionDetector($0) }
      detectors = found.compactMap { $0 }
      guard detectors.count == found.count else { return nil }
      guard detectors.reduce(0, { $0 + $1.width }) == width else { throw InferenceError.references(features: width) }
    }
  }

  /// How unlike the training images a picture with this embedding is, and whether it is accepted.
  func judge(_ embedding: ArraySlice<Float>) -> (score: Double, isAccepted: Bool) {
    if detectors.count == 1 {
      let score = detectors[0].score(embedding)
      return (score, detectors[0].accepts(score))
    }
    var rest = embedding
    let ratios = detectors.map { detector in
      let score = detector.score(rest.prefix(detector.width))
      rest = rest.dropFirst(detector.width)
      let threshold = detector.description.threshold
      return threshold > 0 ? score / threshold : score > 0 ? .infinity : 0
    }
    let median = ratios.sorted()[ratios.count / 2]
    return (median, median <= 1)
  }
}
