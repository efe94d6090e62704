/// A reason to doubt a reading: something about the picture that the model was not made for.
///
/// A finding is a hint for the reader of the result, not an error: the prediction is still made. Where ``refuses`` is true
/// the picture is no radiograph at all, and nothing should be made of its prediction.
public struct QualityFinding: Sendable, Hashable, Codable {
  /// Which check found it; a stable name for programs.
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// Taken by something other than a radiography unit.
    case notCROrDX = "not_cr_or_dx"
    /// Of another part of the body.
    case notChest = "not_chest"
    /// A lateral view; models learn frontal ones.
    case lateralView = "lateral_view"
    /// An oblique or decubitus view.
    case unusualView = "unusual_view"
    /// Raw detector data, not meant to be looked at.
    case forProcessing = "for_processing"
    /// The patient's age lies outside of what the model was trained on.
    case ageOutsideTraining = "age_outside_training"
    /// A picture in colours.
    case colorPicture = "color_picture"
    /// One tone all over.
    case blankPicture = "blank_picture"
    /// Mostly one light tone, as a page of text or a screenshot.
    case pageLike = "page_like"
    /// Hardly any difference between light and dark.
    case lowContrast = "low_contrast"
    /// Much longer than wide, or the reverse.
    case unusualAspect = "unusual_aspect"
    /// Too few pixels to show a lung.
    case tooSmall = "too_small"
    /// The film lies in a frame of one tone.
    case framed
    /// No lungs are seen in it.
    case noLungs = "no_lungs"
    /// A lung reaches beyond the picture.
    case lungCutOff = "lung_cut_off"
    /// The lungs' narrow end is below.
    case upsideDown = "upside_down"
    /// One lung lies well above the other.
    case turned
    /// The lungs are a small part of the picture.
    case lungsTooSmall = "lungs_too_small"
    /// The lungs fill nearly all of the picture.
    case lungsTooLarge = "lungs_too_large"
    /// Only one lung is seen.
    case oneLung = "one_lung"
    /// Lungs are lighter than what is about them.
    case inverted
    /// What speaks for the class lies mostly outside of the lungs.
    case evidenceOutsideLungs = "evidence_outside_lungs"
    /// The model's own features of the picture are unlike those of its training images.
    case unlikeTraining = "unlike_training"
    /// The model's probabilities are its network's own, and its threshold was chosen on no data.
    case uncalibrated
  }

  /// Which check found it.
  public let code: Code
  /// The finding as a sentence for people.
  public let message: String

  /// A finding.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Whether the picture is no chest radiograph such as the model reads.
  public var refuses: Bool {
    switch code {
    case .colorPicture, .blankPicture, .pageLike, .unlikeTraining: true
    default: false
    }
  }
}

extension QualityFinding {
  /// Holds a picture's header against what a model was made for.
  ///
  /// What the header does not tell is not held against the picture: a JPEG has no findings.
  ///
  /// - Parameters:
  ///   - acquisition: what the header tells.
  ///   - population: whom the model was trained on, if known.
  /// - Returns: findings in the order of ``Code``.
  public static func findings(
    in acquisition: Acquisition, population: TrainingPopulation = .unknown
  ) -> [QualityFinding] {
    var findings: [QualityFinding] = []
    func add(_ code: Code, _ message: String) {
      findings.append(QualityFinding(code, message))
    }
    if let modality = acquisition.modality, !radiography.contains(modality) {
      add(.notCROrDX, "The modality is \(modality); the model reads projection radiographs (CR, DX).")
    }
    if let bodyPart = acquisition.bodyPart, !chest.contains(where: bodyPart.contains) {
      add(.notChest, "The body part is \(bodyPart); the model reads chest radiographs.")
    }
    if let view = acquisition.viewPosition {
      if lateral.contains(view) {
        add(.lateralView, "The view is lateral (\(view)); the model reads frontal views (PA, AP).")
      } else if unusual.contains(view) {
        add(.unusualView, "The view is oblique or decubitus (\(view)); the model reads frontal views (PA, AP).")
      }
    }
    if acquisition.presentationIntent == "FOR PROCESSING" {
      add(
        .forProcessing, "The picture is raw detector data (FOR PROCESSING); the model reads pictures for presentation.")
    }
    if let age = acquisition.patientAgeYears, let sentence = population.objection(toAge: age) {
      add(.ageOutsideTraining, sentence)
    }
    return findings
  }

  /// Computed and digital radiography, and digitised film.
  private static let radiography: Set<String> = ["CR", "DX", "RG"]
  private static let chest = ["CHEST", "THORAX", "LUNG"]
  private static let lateral: Set<String> = ["LL", "RL", "LAT", "LATERAL", "LLAT", "RLAT", "L LAT", "R LAT"]
  private static let unusual: Set<String> = ["LLD", "RLD", "LLO", "RLO", "LAO", "RAO", "LPO", "RPO"]
}

extension TrainingPopulation {
  /// Why an age in years is none that the model was trained on; `nil` if it is one.
  fileprivate func objection(toAge age: Double) -> String? {
    let isYounger = minimumAgeYears.map { age < $0 } ?? false
    let isOlder = maximumAgeYears.map { age > $0 } ?? false
    guard isYounger || isOlder else { return nil }
    let range =
      switch (minimumAgeYears, maximumAgeYears) {
      case (let minimum?, let maximum?): "from \(text(minimum)) to \(text(maximum)) years"
      case (let minimum?, nil): "from \(text(minimum)) years"
      case (nil, let maximum?): "up to \(text(maximum)) years"
      case (nil, nil): "of other ages"
      }
    return "The patient is \(text(age)) years old; the model was trained on patients \(range)."
  }

  /// A number of years with at most one decimal.
  private func text(_ years: Double) -> String {
    let tenths = (years * 10).rounded() / 10
    return Int(exactly: tenths).map(String.init) ?? "\(tenths)"
  }
}
