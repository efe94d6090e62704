import Inference
import Radiograph

/// Whether a reading of a picture would be doubted.
struct PictureDoubt: Sendable, Equatable {
  /// Whether the picture is no radiograph by the look of it.
  let isRefused: Bool
  /// Whether its features are unlike those of the training pictures; nil where the model can't tell.
  let isUnlike: Bool?

  /// Tells doubtful pictures as a prediction does, but for what the lungs' outline would tell.
  struct Judge: Sendable {
    /// What tells unlike pictures; nil where the model has no such thing.
    let detector: UnlikenessDetector?

    /// What a pass has to ask the network for.
    var wanted: OptionalOutputs { detector == nil ? [] : .embedding }

    /// Judges a picture that the network has seen.
    func doubt(of seen: ImagePass.Seen) -> PictureDoubt {
      let trust = Trust(
        QualityFinding.findings(in: seen.picture), embedding: seen.embedding, detector: detector)
      return PictureDoubt(
        isRefused: trust.findings.contains { $0.refuses && $0.code != .unlikeTraining },
        isUnlike: trust.score.map { _ in trust.findings.contains { $0.code == .unlikeTraining } })
    }
  }
}
