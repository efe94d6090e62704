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

  /// What heat-maps are to speak for.
  enum Explained: Sendable, Equatable {
    /// The class of the prediction, or the leading finding.
    case prediction
    /// A class or finding by its name.
    case named(String)
    /// Each class or finding.
    case all
  }

  var heatmap: Heatmap?
  var explained = Explained.prediction
  var method = ActivationMap.gradCAM
  /// The overlay's longer side at most; full size where nil.
  var longerSide: Int? = 256
  /// The longer side of the pictures that an archive's results are made of, with what the decision rests on; they are not
  /// made where nil.
  var illustration: Int?
  /// Whether the reading is said in sentences, too.
  var report = false
  /// The frame of a DICOM file.
  var frame = 0
  var priority = WorkerPool.Priority.interactive

  /// So many heat-maps are made of a picture at most.
  static let heatmapLimit = 64

  /// Checks that what is to be explained is among a model's classes.
  ///
  /// - Throws: ``APIError`` where it isn't, or there are too many.
  func check(_ classes: [String]) throws(APIError) {
    guard heatmap != nil else { return }
    switch explained {
    case .prediction: return
    case .named(let name):
      if !classes.contains(name) {
        throw .badRequest("unknown_class", "'\(name.prefix(80))' is none of the model's classes; see /model-info")
      }
    case .all:
      if classes.count > Self.heatmapLimit {
        throw .badRequest("too_many_classes", "class=all is for models of \(Self.heatmapLimit) classes or fewer")
      }
    }
  }

  /// Whether what speaks for a class is wanted.
  var isExplained: Bool { heatmap != nil || illustration != nil }
}
