import DICOMTesting
import Foundation
import Inference
import Radiograph
import ResultObjects
import Testing

/// Results of readings of several classes and findings.
struct SeveralTests {
  private static let findings: [(name: String, probability: Double, called: Bool)] = [
    ("Hernia | of ^ ours", 0.02, false), ("Effusion", 0.71, true), ("Edema", 0.4, true), ("Mass", 0.3, false),
  ]

  private func reading(task: String = "multi-label", positive: Bool = true) throws -> ObjectReading {
    let json: [String: Any] = [
      "task": task, "prediction": positive ? "Effusion" : "No finding", "confidence": positive ? 0.71 : 0.6,
      "probabilities": Dictionary(uniqueKeysWithValues: Self.findings.map { ($0.name, $0.probability) }),
      "findings": Self.findings.map { finding -> [String: Any] in
        [
          "name": finding.name, "probability": finding.probability, "decision": positive && finding.called,
          "threshold": positive ? 0.35 : 0.9,
        ]
      },
      "decision": [
        "positive": positive, "threshold": positive ? 0.35 : 0.9, "margin": 0.71 - (positive ? 0.35 : 0.9),
      ], "quality": [String](), "model": ["name": "chexnet", "version": 1], "milliseconds": 1,
    ]
    let read = try JSONDecoder().decode(Reading.self, from: JSONSerialization.data(withJSONObject: json))
    let plain = try ReadingFixture.reading()
    return ObjectReading(
      reading: read, positiveClass: "Abnormal", explained: "Effusion",
      probability: read.screeningProbability("Abnormal"),
      thresholdInterval: nil, findings: [], picture: plain.picture, overlay: plain.overlay, hottest: plain.hottest,
      report: ReportText(read, positiveClass: "Abnormal", findings: []), time: plain.time, precision: .f32)
  }

  @Test(arguments: ["multi-label", "multi-class"], [true, false])
  func everyKindOfResultIsWritten(task: String, positive: Bool) throws {
    let source = try SourceObject(contentsOf: ReadingFixture.source().file())
    let reading = try reading(task: task, positive: positive)
    #expect(try !StructuredReport.file(reading, of: source).bytes.isEmpty)
    #expect(try !PresentationState.file(reading, of: source).bytes.isEmpty)
    #expect(!ObservationMessage.text(reading, of: source).isEmpty)
    #expect(try !FHIRReport.data(reading, of: source).isEmpty)
    #expect(try !Announcement.data(reading, of: source).isEmpty)
  }

  @Test func messagesHoldEachFinding() throws {
    let source = try SourceObject(contentsOf: ReadingFixture.source().file())
    let message = ObservationMessage.text(try reading(), of: source)
    let rows = message.split(separator: "\r").filter { $0.hasPrefix("OBX|") }.map { $0.components(separatedBy: "|") }
    #expect(rows.filter { $0[2] == "CWE" }.count == 5)
    // The findings that are called come first; name and probability share a sub-id.
    let first = rows.filter { $0[4] == "1" && $0[2] != "TX" }
    #expect(first.map { $0[2] } == ["CWE", "NM"])
    #expect(first[0][3].hasPrefix("60046008^Pleural effusion") && first[1][5] == "0.71")

    let report = try #require(
      JSONSerialization.jsonObject(with: FHIRReport.data(reading(), of: source)) as? [String: Any])
    let results = (report["result"] as? [[String: String]])?.compactMap { $0["reference"] }
    #expect(results == ["#finding", "#probability", "#finding-1", "#finding-2", "#finding-3", "#finding-4"])

    let news = try #require(
      JSONSerialization.jsonObject(with: Announcement.data(reading(), of: source)) as? [String: Any])
    #expect(news["task"] as? String == "multi-label" && (news["findings"] as? [Any])?.count == 4)
    #expect(news["finding"] as? String == "Abnormal")
    #expect(abs((news["probability"] as? Double ?? 0) - 0.71) < 1e-12)
  }

  @Test func whatIsFollowedIsTheLeadingFinding() throws {
    let findings = try reading()
    #expect(findings.followed == "Effusion" && findings.probability(of: "Effusion") == 0.71)
    let classes = try reading(task: "multi-class")
    #expect(classes.followed == "Abnormal" && classes.probability(of: "Abnormal") == classes.probability)
  }
}
