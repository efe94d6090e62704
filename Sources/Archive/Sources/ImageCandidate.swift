import Radiograph
import ResultObjects

/// What is known of a picture of a study before, or after, it is fetched: enough to tell whether it is a frontal chest
/// radiograph.
struct ImageCandidate: Sendable {
  /// Series Instance UID (0020,000E).
  var series: String
  /// SOP Instance UID (0008,0018).
  var instance: String
  /// SOP Class UID (0008,0016), where it is told.
  var sopClass: String?
  /// How the picture was taken, as far as it is told.
  var acquisition = Acquisition()
  /// Patient Orientation (0020,0020), such as `L\F`, where it is told.
  var orientation: String?

  /// So many pictures of a study are fetched.
  static let limit = 8
  /// So many series of a study are looked into.
  static let seriesLimit = 16

  private static let radiographs: Set<String> = ["1.2.840.10008.5.1.4.1.1.1", "1.2.840.10008.5.1.4.1.1.1.1"]
  private static let secondaryCapture = "1.2.840.10008.5.1.4.1.1.7"

  /// Whether it says that it is frontal.
  var isKnownFrontal: Bool { ["PA", "AP"].contains(acquisition.viewPosition) }

  /// Whether nothing speaks against a frontal chest radiograph for presentation.
  ///
  /// A lateral view is told by View Position, or by rows that run forwards or backwards (Patient Orientation `A` or `P`).
  /// Secondary captures count only where they say that they are frontal radiographs: results are secondary captures too.
  var isFrontalChest: Bool {
    if let sopClass, !Self.radiographs.contains(sopClass) {
      guard sopClass == Self.secondaryCapture, isKnownFrontal, acquisition.modality != nil else { return false }
    }
    if let row = orientation?.uppercased().first, row == "A" || row == "P" { return false }
    let objections: Set<QualityFinding.Code> = [.notCROrDX, .notChest, .lateralView, .unusualView, .forProcessing]
    return QualityFinding.findings(in: acquisition).allSatisfy { !objections.contains($0.code) }
  }

  /// Those that may be frontal chest radiographs, those first that say so, as many as are fetched.
  static func chosen(_ candidates: [ImageCandidate]) -> [ImageCandidate] {
    let possible = candidates.filter(\.isFrontalChest)
    return Array((possible.filter(\.isKnownFrontal) + possible.filter { !$0.isKnownFrontal }).prefix(limit))
  }
}

extension ImageCandidate {
  /// What an object that was fetched says of itself.
  init(_ source: SourceObject) {
    self.init(
      series: source.series, instance: source.sopInstance, sopClass: source.sopClass, acquisition: source.acquisition)
  }
}
