import Inference

extension FailedReading {
  /// Which picture could not be read and why, for people.
  var line: String { "\(file ?? ""): \(error.message)" }
}
