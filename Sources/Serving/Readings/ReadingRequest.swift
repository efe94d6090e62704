import Inference

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
  /// The longer side of the pictures that an archive's results are made of, with what speaks for the positive class; they
  /// are not made where nil.
  var illustration: Int?
  /// Whether the reading is said in sentences, too.
  var report = false
  /// The frame of a DICOM file.
  var frame = 0
  var priority = WorkerPool.Priority.interactive

  /// Whether what speaks for a class is wanted.
  var isExplained: Bool { heatmap != nil || illustration != nil }
}
