import Bundles
import Foundation
import Inference
import Metrics
import Testing

/// Readings of several classes and findings, against what NumPy says.
@Suite struct SeveralReadingTests {
  struct Golden: Decodable, Sendable {
    struct Call: Decodable, Sendable {
      let positive: Bool
      let threshold: Double
      let margin: Double
    }

    let task: ClassificationTask
    let negative: Int?
    let logits: [Float]
    let temperatures: [Double]
    let interval: [Double]?
    let limit: Double
    let thresholds: [Double]
    let point: Double
    let probabilities: [Double]
    let called: [Bool]
    let ranges: [[Double]]
    let score: Double
    let leading: Int
    let decision: Call
    let prediction: String
    let confidence: Double

    static func all() throws -> [Golden] {
      let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Goldens/several.json")
      return try JSONDecoder().decode([Golden].self, from: Data(contentsOf: file))
    }

    func model() throws -> ModelMetadata {
      try SeveralModel.metadata(
        task, temperatures: temperatures, thresholds: thresholds, negative: negative, limit: limit, interval: interval,
        point: point)
    }
  }

  private func isNear(_ left: [Double], _ right: [Double], _ tolerance: Double = 1e-12) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) <= tolerance }
  }

  @Test func figuresAreNumPys() throws {
    for golden in try Golden.all() {
      let assessment = Assessment(logits: golden.logits, try golden.model())
      #expect(isNear(assessment.probabilities, golden.probabilities))
      #expect(assessment.leadingIndex == golden.leading)
      #expect(isNear([assessment.positiveProbability], [golden.score]))
      #expect(assessment.decision.positive == golden.decision.positive)
      #expect(
        isNear(
          [assessment.decision.threshold, assessment.decision.margin],
          [golden.decision.threshold, golden.decision.margin]))
      let (name, confidence) = assessment.prediction
      #expect(name == golden.prediction && isNear([confidence], [golden.confidence]))
      let findings = try #require(assessment.findings)
      #expect(findings.map(\.name) == golden.thresholds.indices.map { "c\($0)" })
      #expect(findings.map(\.decision) == golden.called)
      #expect(findings.map(\.threshold) == golden.thresholds)
      for (finding, range) in zip(findings, golden.ranges) {
        let interval = try #require(finding.interval)
        // The golden's grid misses a maximum between two of its points by some 1e-8.
        #expect(isNear([interval.lower, interval.upper], range, 1e-6))
        #expect(interval.contains(finding.probability))
      }
      #expect(golden.task != .multilabel || assessment.decision.positive == (assessment.positiveProbability >= 0.5))
    }
  }

  @Test func jsonTellsTaskAndFindings() throws {
    let model = try SeveralModel.metadata(.multilabel, temperatures: [1, 1], thresholds: [0.5, 0.25])
    let reading = Reading(
      Assessment(logits: [-2, -1], model), model: model, inDistribution: nil, quality: [], milliseconds: 1)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let data = try encoder.encode(reading)
    #expect(try JSONDecoder().decode(Reading.self, from: data) == reading)
    let json = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["task"] as? String == "multi-label")
    #expect(json["prediction"] as? String == "c1")
    let findings = try #require(json["findings"] as? [[String: Any]])
    #expect(findings.map { $0["decision"] as? Bool } == [false, true])
    #expect(findings[0].keys.sorted() == ["decision", "interval", "name", "probability", "threshold"])
    #expect((findings[0]["interval"] as? [Double])?.count == 2)
  }

  @Test func whereNoIntervalIsKnownItIsNull() throws {
    var model = try SeveralModel.metadata(.multiclass, temperatures: [1, 1, 1], thresholds: [0.5, 0.5, 0.5])
    model.findings = model.findings?.map {
      FindingDescription(name: $0.name, calibration: $0.calibration, operatingPoint: $0.operatingPoint)
    }
    let assessment = Assessment(logits: [0, 1, 2], model)
    let text = String(decoding: try JSONEncoder().encode(assessment.findings), as: UTF8.self)
    #expect(text.contains("\"interval\":null"))
  }

  @Test func aThousandClassesAreRead() throws {
    let count = ClassificationTask.classLimit
    let model = try SeveralModel.metadata(
      .multiclass, temperatures: Array(repeating: 1, count: count), thresholds: Array(repeating: 0.5, count: count))
    let logits = (0..<count).map { Float($0 % 10) }
    let assessment = Assessment(logits: logits, model)
    #expect(assessment.findings?.count == count)
    #expect(abs(assessment.probabilities.reduce(0, +) - 1) < 1e-9)
  }

  @Test func fewerLogitsThanClassesDoNotTrap() throws {
    let model = try SeveralModel.metadata(.multilabel, temperatures: [1, 1, 1], thresholds: [0.5, 0.5, 0.5])
    for logits in [[], [1], [.nan, 1, 2]] as [[Float]] {
      _ = Reading(Assessment(logits: logits, model), model: model, inDistribution: nil, quality: [], milliseconds: 1)
    }
    let classes = try SeveralModel.metadata(
      .multiclass, temperatures: [1, 1, 1], thresholds: [0.5, 0.5, 0.5], negative: 0)
    for logits in [[], [1], [.nan, 1, 2]] as [[Float]] { _ = Assessment(logits: logits, classes) }
  }
}
