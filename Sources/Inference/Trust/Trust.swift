public import Radiograph

/// Whether a picture is one that the model can say anything of, and why not.
public struct Trust: Sendable, Equatable {
  /// Whether the picture is like the training images; nil where the model can't tell and the picture looks like one.
  public let inDistribution: Bool?
  /// Reasons to doubt the reading: from the header, from the picture, and from the model's features of it.
  public let findings: [QualityFinding]

  /// Judges a picture.
  ///
  /// - Parameters:
  ///   - population: whom the model was trained on.
  ///   - embedding: its pooled features; needed by a detector.
  ///   - detector: that of the model, if it has one.
  public init(
    _ picture: Radiograph, population: TrainingPopulation, embedding: ArraySlice<Float>?,
    detector: OutOfDistributionDetector?
  ) {
    var findings =
      QualityFinding.findings(in: picture.acquisition, population: population) + QualityFinding.findings(in: picture)
    var isKnown = false
    if let detector, let embedding {
      isKnown = true
      let score = detector.score(embedding)
      if !detector.accepts(score) {
        findings.append(
          QualityFinding(.unlikeTraining, "The picture is unlike the chest X-rays that the model was trained on."))
      }
    }
    self.findings = findings
    inDistribution = findings.contains(where: \.refuses) ? false : isKnown ? true : nil
  }
}
