import Foundation
import Inference
import Radiograph
import Testing

@Suite struct ReportTextTests {
  /// A reading as a client of the server has it.
  private func reading(
    _ probability: Double, threshold: Double = 0.61, positive: Bool? = nil, known: String = "true",
    lungs: String = "null", more: String = ""
  ) throws -> Reading {
    let isPositive = positive ?? (probability >= threshold)
    let json = """
      {"prediction": "\(probability > 0.5 ? "PNEUMONIA" : "NORMAL")", "confidence": \(max(probability, 1 - probability)),
      "probabilities": {"NORMAL": \(1 - probability), "PNEUMONIA": \(probability)},
      "decision": {"positive": \(isPositive), "threshold": \(threshold), "margin": \(probability - threshold)},
      "in_distribution": \(known), "quality": [], "model": {"name": "m", "version": 1}, "lungs": \(lungs),
      "heatmap": null, "milliseconds": 1\(more)}
      """
    return try JSONDecoder().decode(Reading.self, from: Data(json.utf8))
  }

  private func lungs(_ heat: Double, note: String = "null", zones: Bool = true) -> String {
    """
    {"found": true, "boxes": [], "share_of_picture": 0.3, "symmetry": 1, "heat_in_lungs": \(heat), "note": \(note)
    \(zones
      ? #","zones": {"right_upper": 0.05, "right_middle": 0.27, "right_lower": 0.4, "left_upper": 0, "left_middle": 0, "left_lower": 0}"#
      : "")}
    """
  }

  private func text(
    _ reading: Reading, _ findings: [QualityFinding] = [], comparison: String? = nil
  ) -> ReportText {
    ReportText(reading, positiveClass: "PNEUMONIA", findings: findings, comparison: comparison)
  }

  private let disclaimer = "Research software, not a medical device; not for diagnosis."
  private let clean = "Nothing was found to object to in the picture."
  private let map = "A heat-map shows what the network went by; it does not outline disease."

  @Test func positive() throws {
    let report = text(try reading(0.982, lungs: lungs(0.72)))
    #expect(
      report.findings == [
        "Called positive for pneumonia: its probability of 98.2 % lies at or above the threshold of 61.0 %.",
        "In the heat-map 72 % of what speaks for pneumonia lies in the lungs, the most in the right lower zone (40 %) and "
          + "the right middle zone (27 %).",
        map, clean,
      ])
    #expect(
      report.impression == [
        "Consistent with pneumonia (probability 98.2 %); called positive.",
        "Within the lungs the evidence is strongest in the right lower zone and the right middle zone.", disclaimer,
      ])
  }

  @Test func evidenceThatIsSpread() throws {
    let even = ["right_upper", "right_middle", "right_lower", "left_upper", "left_middle", "left_lower"]
      .map { "\"\($0)\": 0.07" }.joined(separator: ", ")
    let spread = lungs(0.42, zones: false).dropLast() + ", \"zones\": {\(even)}}"
    let report = text(try reading(0.7, lungs: String(spread)))
    #expect(
      report.findings[2]
        == "In the heat-map 42 % of what speaks for pneumonia lies in the lungs, where no zone stands out.")
    #expect(
      report.impression == [
        "Probable pneumonia (probability 70.0 %); called positive.", "The evidence is spread over the lungs.",
        disclaimer,
      ])
  }

  @Test func negativeSaysNothingOfPlaces() throws {
    let report = text(try reading(0.031, lungs: lungs(0.72)))
    #expect(
      report.findings == [
        "Called negative for pneumonia: its probability of 3.1 % lies below the threshold of 61.0 %.", clean,
      ])
    #expect(
      report.impression == ["Pneumonia is unlikely (probability 3.1 %); called negative.", disclaimer])
  }

  @Test func closeCallAgainstTheLikeliestClass() throws {
    let report = text(try reading(0.55))
    #expect(
      report.findings == [
        "Called negative for pneumonia: its probability of 55.0 % lies below the threshold of 61.0 %.",
        "It is a close call: the probability lies less than 10 percentage points from the threshold.",
        "The likeliest class is pneumonia, at 55.0 %.", clean,
      ])
    #expect(report.impression.first == "Possible pneumonia (probability 55.0 %); called negative.")
  }

  @Test func roundingDoesNotContradict() throws {
    #expect(
      text(try reading(0.60999)).findings[0]
        == "Called negative for pneumonia: its probability of 61.0 % lies just below the threshold of 61.0 %.")
    #expect(
      text(try reading(0.61001)).findings[0]
        == "Called positive for pneumonia: its probability of 61.0 % lies at or just above the threshold of 61.0 %.")
  }

  /// Nothing is claimed beyond the calibration's bound, nor beyond 99 %.
  @Test func surenessHasItsBounds() throws {
    let sure = text(try reading(0.9999))
    #expect(sure.impression[0] == "Consistent with pneumonia (probability > 99 %); called positive.")
    #expect(sure.findings[0].contains("its probability of > 99 % lies"))
    #expect(
      text(try reading(0.98, threshold: 0.99, positive: true)).findings[0]
        == "Called positive for pneumonia: its probability lies at or above the threshold of 99.0 %, and is shown as "
        + "98.0 % because the model's calibration supports no surer figure.")
  }

  @Test func evidenceOutsideTheLungs() throws {
    let finding = QualityFinding(
      .evidenceOutsideLungs, "The evidence lies mostly outside the lungs: 12 % of the heat is inside.")
    let report = text(try reading(0.95, lungs: lungs(0.12, note: #""the evidence lies…""#, zones: false)), [finding])
    #expect(
      report.findings == [
        "Called positive for pneumonia: its probability of 95.0 % lies at or above the threshold of 61.0 %.",
        "In the heat-map 12 % of what speaks for pneumonia lies in the lungs.", map, finding.message,
      ])
    #expect(
      report.impression == [
        "Consistent with pneumonia (probability 95.0 %); called positive.",
        "The evidence lies mostly outside the lungs.",
        "There is a reason to doubt this reading; see the findings.", disclaimer,
      ])
  }

  @Test func zonesAreNotNamedUpsideDownOrFromTheSide() throws {
    for code in [QualityFinding.Code.upsideDown, .lateralView, .unusualView] {
      let report = text(
        try reading(0.95, lungs: lungs(0.72)), [QualityFinding(code, "A note."), .init(.tooSmall, "B.")])
      #expect(!(report.findings + report.impression).contains { $0.contains("zone") })
      #expect(report.findings.suffix(2) == ["A note.", "B."])
      #expect(report.impression.contains("There are 2 reasons to doubt this reading; see the findings."))
    }
  }

  @Test func refusalGivesReasonsAndNoFigures() throws {
    let report = text(
      try reading(0.98, known: "false"),
      [
        QualityFinding(.tooSmall, "It is too small."), QualityFinding(.colorPicture, "…"),
        QualityFinding(.unlikeTraining, "…"),
      ], comparison: "Unchanged.")
    #expect(
      report.findings == [
        "This picture is not read because it is a colour picture and it is unlike the chest X-rays that the model was "
          + "trained on.", "It is too small.",
      ])
    #expect(report.impression == ["No reading is given.", disclaimer])
  }

  @Test func uncertaintyAndComparison() throws {
    let more =
      #", "ensemble": {"members": 5, "spread": 0.042}, "uncertainty": {"disagreement": 0.042, "repeatability": 0.0131}"#
    let report = text(try reading(0.8, known: "null", more: more), comparison: "Higher than on 1 May 2026.")
    #expect(
      report.findings.dropFirst() == [
        clean, "Whether the picture is like those that the model was trained on is not known.",
        "The 5 models that read it together differ by 4.2 percentage points (standard deviation).",
        "Slightly varied copies of the picture differ by 1.3 percentage points (standard deviation).",
        "Higher than on 1 May 2026.",
      ])
    #expect(report.impression == ["Probable pneumonia (probability 80.0 %); called positive.", disclaimer])
  }

  @Test func wordsAreThoseOfTheLexicon() {
    let limits: [(Double, Certainty)] = [
      (0, .unlikely), (0.0999, .unlikely), (0.1, .lessLikely), (0.25, .lessLikely), (0.3749, .lessLikely),
      (0.375, .possible), (0.5, .possible), (0.6249, .possible), (0.625, .probable), (0.75, .probable),
      (0.9, .probable),
      (0.9001, .consistent), (1, .consistent),
    ]
    for (probability, word) in limits { #expect(Certainty(probability) == word) }
  }

  @Test func namesOfClasses() {
    #expect("PNEUMONIA".asFinding == "pneumonia")
    #expect("LUNG_OPACITY".asFinding == "lung opacity")
    #expect("COVID-19".asFinding == "COVID-19")
    #expect("Pleural_Thickening".asFinding == "Pleural Thickening")
  }

  @Test func jsonHasItOnlyWhereAskedFor() throws {
    var reading = try reading(0.982)
    #expect(!String(decoding: try JSONEncoder().encode(reading), as: UTF8.self).contains("report"))
    reading.report = text(reading)
    let again = try JSONDecoder().decode(Reading.self, from: JSONEncoder().encode(reading))
    #expect(again.report == reading.report)
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(reading)) as? [String: Any]
    #expect((json?["report"] as? [String: [String]])?.keys.sorted() == ["findings", "impression"])
  }
}
