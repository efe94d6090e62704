import Foundation
import Metrics
public import Radiograph

extension ReportText {
  /// What every report ends with.
  public static let disclaimer = "Research software, not a medical device; not for diagnosis."

  /// Says in sentences what a reading says in figures, and nothing beyond it.
  ///
  /// Probabilities are those that the reading shows, in the words of ``Certainty``. Of a picture that is refused only the
  /// reasons are told.
  ///
  /// - Parameters:
  ///   - positiveClass: What the decision is about: the class, or what anything but the negative class is called.
  ///   - findings: Reasons to doubt the reading, or to refuse the picture.
  ///   - comparison: A sentence that compares it with an earlier picture.
  public init(
    _ reading: Reading, positiveClass: String, findings: [QualityFinding], comparison: String? = nil
  ) {
    let objections = findings.filter { !$0.refuses }.map(\.message)
    if let refusal = Self.refusal(findings) {
      self.init(findings: [refusal] + objections, impression: ["No reading is given.", Self.disclaimer])
      return
    }
    let call = Call(of: reading, positiveClass)
    let place = reading.decision.positive ? HeatPlace(reading.lungs, findings) : nil
    self.init(
      findings: call.findings + (place?.findings(of: call.subject) ?? [])
        + (objections.isEmpty ? ["Nothing was found to object to in the picture."] : objections)
        + (reading.inDistribution == nil
          ? ["Whether the picture is like those that the model was trained on is not known."] : [])
        + Self.spreads(reading) + (comparison.map { [$0] } ?? []),
      impression: call.impression + (place?.impression ?? []) + Self.doubts(objections.count) + [Self.disclaimer])
  }

  // MARK: - Sentences

  private static func refusal(_ findings: [QualityFinding]) -> String? {
    let reasons = findings.compactMap { finding -> String? in
      switch finding.code {
      case .colorPicture: "it is a colour picture"
      case .blankPicture: "it is blank"
      case .pageLike: "it is mostly one light tone, as a page is"
      case .unlikeTraining: "it is unlike the chest X-rays that the model was trained on"
      default: finding.refuses ? finding.message : nil
      }
    }
    return reasons.isEmpty ? nil : "This picture is not read because \(list(reasons))."
  }

  private static func spreads(_ reading: Reading) -> [String] {
    func points(_ deviation: Double) -> String {
      String(format: "%.1f percentage points (standard deviation)", 100 * deviation)
    }
    var sentences: [String] = []
    if let disagreement = reading.uncertainty?.disagreement {
      let models = reading.ensemble.map { "\($0.members) models" } ?? "models"
      sentences.append("The \(models) that read it together differ by \(points(disagreement)).")
    }
    if let repeatability = reading.uncertainty?.repeatability {
      sentences.append("Slightly varied copies of the picture differ by \(points(repeatability)).")
    }
    return sentences
  }

  private static func doubts(_ count: Int) -> [String] {
    switch count {
    case 0: []
    case 1: ["There is a reason to doubt this reading; see the findings."]
    default: ["There are \(count) reasons to doubt this reading; see the findings."]
    }
  }

  /// "a", "a and b", "a, b and c".
  static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// Where the heat of a positive call lies.
private struct HeatPlace {
  private let share: Double
  /// Nil where the picture's sides or height say nothing of zones.
  private let zones: LungZoneShares?
  private let isOutside: Bool

  /// Nil where it is not known.
  init?(_ lungs: LungReading?, _ findings: [QualityFinding]) {
    guard let lungs, let share = lungs.heatInLungs else { return nil }
    let isUpright = !findings.contains { [.upsideDown, .lateralView, .unusualView].contains($0.code) }
    self.share = share
    zones = isUpright ? lungs.zones : nil
    isOutside = lungs.note != nil
  }

  func findings(of name: String) -> [String] {
    let places = zones.map { zones in
      zones.hottest.isEmpty
        ? ", where no zone stands out"
        : ", the most in " + ReportText.list(zones.hottest.map { "the \($0.name) (\(percent(zones[$0])))" })
    }
    return [
      "In the heat-map \(percent(share)) of what speaks for \(name) lies in the lungs\(places ?? "").",
      "A heat-map shows what the network went by; it does not outline disease.",
    ]
  }

  var impression: [String] {
    if isOutside { return ["The evidence lies mostly outside the lungs."] }
    guard let zones else { return [] }
    guard !zones.hottest.isEmpty else { return ["The evidence is spread over the lungs."] }
    return ["Within the lungs the evidence is strongest in \(ReportText.list(zones.hottest.map { "the \($0.name)" }))."]
  }

  private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
}
