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

    /// An explanation as a PNG file.
    ///
    /// - Throws: `RadiographError`, `ExplanationError`.
    func file(of explanation: ExplainedPicture, _ overlay: Overlay = Overlay(), longerSide: Int? = nil) throws -> Data {
      switch self {
      case .map: try Data(explanation.grayMap(longerSide: 256).pngFile(fast: true))
      case .overlay: try Data(explanation.overlay(overlay, longerSide: longerSide).pngFile(fast: true))
      }
    }
  }

  /// What heat-maps are to speak for.
  enum Explained: Sendable, Equatable {
    /// The class of the prediction, or the leading finding.
    case prediction
    /// A class or finding by its name.
    case named(String)
    /// Each class or finding.
    case all

    /// The index of the one class that is meant; nil for all.
    func index(in assessment: Assessment) -> Int? {
      switch self {
      case .prediction: assessment.bestIndex
      case .named(let name): assessment.classes.firstIndex(of: name)
      case .all: nil
      }
    }
  }

  /// What is kept of a picture to explain it afterwards.
  enum Subject: Sendable {
    /// The picture.
    case picture
    /// The picture and its class-activation map.
    case map
  }

  var heatmap: Heatmap?
  /// What is kept for an explanation afterwards; nothing where nil.
  var subject: Subject?
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
  /// Whether the pooled features are wanted.
  var embeds = false
  var priority = WorkerPool.Priority.interactive

  /// So many heat-maps are made of a picture at most.
  static let heatmapLimit = 64

  /// Checks that what is to be explained is among a model's classes.
  ///
  /// - Throws: ``APIError`` where it isn't, or there are too many.
  func check(_ classes: [String], isExplained: Bool) throws(APIError) {
    guard isExplained else { return }
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
  var isExplained: Bool { heatmap != nil || subject != nil || illustration != nil }
}
