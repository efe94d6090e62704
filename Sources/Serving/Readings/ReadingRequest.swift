import Foundation
import Inference
import Radiograph

/// What is wanted of a picture.
struct ReadingRequest: Sendable {
  /// A picture of a heat-map.
  enum Heatmap: String, Sendable {
    /// The original picture with the map over it, in colour.
    case overlay
    /// The bare map in grey.
    case map
  }

  var heatmap: Heatmap?
  var method = ActivationMap.gradCAM
  /// The overlay's longer side at most; full size where nil.
  var longerSide: Int? = 256
  /// The frame of a DICOM file.
  var frame = 0
  var priority = WorkerPool.Priority.interactive
}

/// What was read of a picture.
struct ReadingResult: Sendable {
  var reading: Reading
  let trust: Trust
  /// What the network gave.
  let logits: [Float]
  /// The heat-map as a PNG file, if it was wanted.
  let heatmap: Data?
  let times: StageTimes
}

/// How long a picture took in each stage, in seconds.
struct StageTimes: Sendable {
  var queue = 0.0
  var preprocess = 0.0
  var inference = 0.0
  var batch = 1
}
