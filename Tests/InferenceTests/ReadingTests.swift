import Bundles
import Foundation
import Inference
import Metrics
import Radiograph
import Testing

@Suite struct ReadingTests {
  private func metadata(
    temperature: Double, threshold: Double, positive: String = "PNEUMONIA", limit: Double? = nil
  ) throws -> ModelMetadata {
    let bound = limit.map { ", \"probability_limit\": \($0)" } ?? ""
    let calibration = """
      {"temperature": \(temperature), "n": 1, "determined": true, "log_loss_before": 1, "log_loss_after": 1\(bound)}
      """
    let predictions = try BinaryPredictions(scores: [0.2, 0.8], labels: [0, 1])
    return ModelMetadata(
      name: try ModelName("chest"), version: 3, network: NetworkDescription(architecture: "resnet18", outputs: 2),
      classes: ["NORMAL", "PNEUMONIA"], positiveClass: positive, input: .imageNet224,
      calibration: try JSONDecoder().decode(TemperatureScaling.self, from: Data(calibration.utf8)),
      operatingPoint: try OperatingPoint(choosing: .fixed(threshold), on: predictions),
      metrics: MeasuredMetrics(validation: nil, test: nil),
      data: DataDescription(name: "x", fingerprint: nil, images: [:], patients: [:], notes: []), recipe: "", seed: 1,
      created: "2026-01-01T00:00:00Z", software: [:])
  }

  @Test func temperatureThenThreshold() throws {
    let model = try metadata(temperature: 2, threshold: 0.61)
    let assessment = Assessment(logits: [-4, 4], model)
    let expected = 1 / (1 + exp(-4.0))
    #expect(abs(assessment.probabilities[1] - expected) < 1e-12)
    #expect(abs(assessment.probabilities.reduce(0, +) - 1) < 1e-12)
    #expect(assessment.bestIndex == 1)
    #expect(assessment.decision.positive)
    #expect(abs(assessment.decision.margin - (expected - 0.61)) < 1e-12)
    // More likely ill than not, but below the operating point.
    let doubtful = Assessment(logits: [0, 0.4], model)
    #expect(doubtful.bestIndex == 1)
    #expect(!doubtful.decision.positive)
    #expect(doubtful.decision.margin < 0)
  }

  @Test func whatIsShownKeepsToTheEvidence() throws {
    let model = try metadata(temperature: 1, threshold: 0.5, limit: 0.05)
    let sure = Assessment(logits: [-20, 20], model)
    #expect(sure.probabilities == [0.05, 0.95])
    #expect(sure.positiveProbability > 0.9999)
    #expect(abs(sure.decision.margin - 0.45) < 1e-12)
    let reading = Reading(sure, model: model, inDistribution: nil, quality: [], milliseconds: 1)
    #expect(reading.confidence == 0.95)
  }

  @Test func decisionsAreMadeBeforeProbabilitiesAreHeldBack() throws {
    for (threshold, logit) in [(0.99, 20.0), (0.99, 4), (0.01, -20), (0.01, -4)] {
      let free = Assessment(logits: [0, Float(logit)], try metadata(temperature: 1, threshold: threshold))
      let bound = Assessment(logits: [0, Float(logit)], try metadata(temperature: 1, threshold: threshold, limit: 0.2))
      #expect(free.decision.positive == bound.decision.positive)
      #expect(bound.decision.positive ? bound.decision.margin >= 0 : bound.decision.margin <= 0)
    }
  }

  @Test func oneLogitIsThePositiveClass() throws {
    let probability = 1 / (1 + exp(-1.5))
    let usual = Assessment(logits: [1.5], try metadata(temperature: 1, threshold: 0.5))
    #expect(abs(usual.probabilities[1] - probability) < 1e-12)
    let first = Assessment(logits: [1.5], try metadata(temperature: 1, threshold: 0.5, positive: "NORMAL"))
    #expect(abs(first.probabilities[0] - probability) < 1e-12)
    #expect(first.decision.positive)
  }

  @Test func jsonIsTheContracts() throws {
    let model = try metadata(temperature: 1, threshold: 0.61)
    var reading = Reading(
      Assessment(logits: [-2, 2], model), model: model, inDistribution: nil, quality: ["blank"], milliseconds: 12.5)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    func keys(_ reading: Reading) throws -> [String: Any] {
      try #require(JSONSerialization.jsonObject(with: encoder.encode(reading)) as? [String: Any])
    }
    let json = try keys(reading)
    #expect(
      Set(json.keys) == [
        "prediction", "confidence", "probabilities", "decision", "in_distribution", "quality", "model", "lungs",
        "heatmap",
        "milliseconds",
      ])
    #expect(json["in_distribution"] is NSNull)
    #expect(json["heatmap"] is NSNull)
    #expect(json["prediction"] as? String == "PNEUMONIA")
    #expect((json["decision"] as? [String: Any])?.keys.sorted() == ["margin", "positive", "threshold"])
    #expect((json["model"] as? [String: Any])?["version"] as? Int == 3)
    #expect((json["probabilities"] as? [String: Double])?.keys.sorted() == ["NORMAL", "PNEUMONIA"])
    reading.file = "a.jpeg"
    #expect(try keys(reading)["file"] as? String == "a.jpeg")
    #expect(try JSONDecoder().decode(Reading.self, from: encoder.encode(reading)) == reading)
    let failed = FailedReading(file: "b.jpeg", error: .init(code: "truncated", message: "it ends early"))
    let text = String(decoding: try encoder.encode(failed), as: UTF8.self)
    #expect(text == #"{"error":{"code":"truncated","message":"it ends early"},"file":"b.jpeg"}"#)
  }
}
