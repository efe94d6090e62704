import Bundles
import Radiograph

extension ModelMetadata {
  /// Reasons to doubt every reading of the model, whatever the picture.
  var reservations: [QualityFinding] {
    guard !isCalibrated else { return [] }
    return [
      QualityFinding(
        .uncalibrated,
        "The model is not calibrated: its probability is the network's own, and its threshold was chosen on no data.")
    ]
  }
}
