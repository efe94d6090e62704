import DICOMTesting
import Foundation
import Inference
import ResultObjects
import Testing

@Suite struct FHIRReportTests {
  private func json(_ data: Data) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func contained(_ id: String, in report: [String: Any]) throws -> [String: Any] {
    try #require((report["contained"] as? [[String: Any]])?.first { $0["id"] as? String == id })
  }

  private func code(_ value: Any?) -> String? {
    ((value as? [String: Any])?["coding"] as? [[String: String]])?.first?["code"]
  }

  @Test func bytesAreTheGoldens() throws {
    let (reading, source) = try MessageFixture.positive()
    let data = try FHIRReport.data(reading, of: source)
    #expect(MessageFixture.timeless(data) == MessageFixture.timeless(try MessageFixture.golden("report.fhir.json")))
    #expect(data == (try FHIRReport.data(reading, of: source)))
    let (refused, other) = try MessageFixture.refused()
    let refusal = try FHIRReport.data(refused, of: other)
    #expect(MessageFixture.timeless(refusal) == MessageFixture.timeless(try MessageFixture.golden("refused.fhir.json")))
  }

  @Test func identityIsTheSources() throws {
    let (reading, source) = try MessageFixture.positive()
    let report = try json(FHIRReport.data(reading, of: source))
    let patient = (report["subject"] as? [String: Any])?["identifier"] as? [String: Any]
    #expect(patient?["value"] as? String == "PID-1")
    #expect((patient?["assigner"] as? [String: String])?["display"] == "HOSPITAL")
    let study = (report["imagingStudy"] as? [[String: Any]])?.first?["identifier"] as? [String: String]
    #expect(study == ["system": "urn:dicom:uid", "value": "urn:oid:1.2.826.0.1.3680043.8.498.2"])
    let order = (report["basedOn"] as? [[String: Any]])?.first?["identifier"] as? [String: Any]
    #expect(order?["value"] as? String == "A-4711")
    #expect(report["status"] as? String == "preliminary")
    #expect(report["effectiveDateTime"] as? String == "2026-11-27")
  }

  @Test func findingProbabilityAndThreshold() throws {
    let (reading, source) = try MessageFixture.positive()
    let report = try json(FHIRReport.data(reading, of: source))
    let finding = try contained("finding", in: report)
    #expect(code(finding["code"]) == "233604007")
    #expect(code(finding["valueCodeableConcept"]) == "52101004")
    let notes = (finding["note"] as? [[String: String]])?.compactMap { $0["text"] }
    #expect(notes == ["The picture is 90 pixels wide & high.", ReportText.disclaimer])
    let probability = try contained("probability", in: report)
    #expect((probability["valueQuantity"] as? [String: Any])?["value"] as? Double == 0.931)
    let threshold = try #require((probability["component"] as? [[String: Any]])?.first)
    #expect(code(threshold["code"]) == "122411")
    #expect((threshold["valueQuantity"] as? [String: Any])?["value"] as? Double == 0.61)
    #expect((report["conclusion"] as? String)?.hasSuffix(ReportText.disclaimer) == true)
    let narrative = try #require((report["text"] as? [String: String])?["div"])
    #expect(narrative.contains("wide &amp; high"))
    let device = try contained("device", in: report)
    #expect(device["manufacturer"] as? String == "Hilum")
  }

  @Test func negativeIsAbsent() throws {
    let reading = try ReadingFixture.reading(probability: 0.02, positive: false)
    let source = try SourceObject(contentsOf: ReadingFixture.source().file())
    let finding = try contained("finding", in: json(FHIRReport.data(reading, of: source)))
    #expect(code(finding["valueCodeableConcept"]) == "272519000")
  }

  @Test func saysThatTheProbabilityIsHeldBack() throws {
    let reading = try ReadingFixture.reading(probability: 0.62, positive: false)
    let source = try SourceObject(contentsOf: ReadingFixture.source().file())
    let probability = try contained("probability", in: json(FHIRReport.data(reading, of: source)))
    let notes = (probability["note"] as? [[String: String]])?.compactMap { $0["text"] } ?? []
    #expect(notes.count == 2 && notes[0].contains("below the threshold") && notes[1] == ReportText.disclaimer)
  }

  @Test func refusalHasNoFigures() throws {
    let (reading, source) = try MessageFixture.refused()
    let report = try json(FHIRReport.data(reading, of: source))
    #expect((report["contained"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == ["device", "finding"])
    let finding = try contained("finding", in: report)
    #expect(finding["valueCodeableConcept"] == nil)
    let absence = finding["dataAbsentReason"] as? [String: Any]
    #expect(code(absence) == "not-performed")
    #expect(absence?["text"] as? String == "This picture is not read because it is a colour picture.")
  }

  @Test func whatTheSourceLacksIsLeftOut() throws {
    let source = try SourceObject(
      contentsOf: ReadingFixture.source { builder in
        builder.add(0x0010, 0x0020, "LO", "")
        builder.add(0x0008, 0x0050, "SH", "")
        builder.add(0x0008, 0x0020, "DA", "20260230")
      }.file())
    let report = try json(FHIRReport.data(ReadingFixture.reading(), of: source))
    #expect(report["subject"] == nil && report["basedOn"] == nil && report["effectiveDateTime"] == nil)
  }
}
