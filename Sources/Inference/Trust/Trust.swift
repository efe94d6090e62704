public import Radiograph

/// Whether a picture is one that the model can say anything of, and why not.
public struct Trust: Sendable, Equatable {
  /// Whether the picture is like the training images; nil where the model can't tell and the picture looks like one.
  public let inDistribution: Bool?
  /// Reasons to doubt the reading: from the header, from the picture, and from the model's features of it.
  public let findings: [QualityFinding]
  /// How unlike the training images the picture is; nil where the model can't tell.
  public let score: Double?

  /// What the header and the picture themselves give reason to doubt.
  ///
  /// - Parameter population: whom the model was trained on.
  public static func findings(in picture: Radiograph, population: TrainingPopulation) -> [QualityFinding] {
    QualityFinding.findings(in: picture.acquisition, population: population) + QualityFinding.findings(in: picture)
  }

  /// Judges a picture.
  ///
  /// - Parameters:
  ///   - findings: what ``findings(in:population:)`` has found.
  ///   - embedding: its pooled features; needed by a detector.
  ///   - detector: that of the model, if it has one.
  public init(_ findings: [QualityFinding], embedding: ArraySlice<Float>?, detector: UnlikenessDetector?) {
    var findings = findings
    let judgement = detector.flatMap { detector in embedding.map(detector.judge) }
    score = judgement?.score
    if judgement?.isAccepted == false {
      findings.append(
        QualityFinding(.unlikeTraining, "The picture is unlike the chest X-rays that the model was trained on."))
    }
    self.findings = findings
    inDistribution = findings.contains(where: \.refuses) ? false : score == nil ? nil : true
  }
}
