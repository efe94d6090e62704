import Foundation
import Metrics
import Testing

@Suite struct ReportCodingTests {
  static let contractKeys: Set<String> = [
    "n", "classes", "confusion_matrix", "threshold", "accuracy", "balanced_accuracy", "sensitivity", "specificity",
    "ppv", "npv", "f1", "macro_f1", "weighted_f1", "precision", "recall", "auroc", "auprc", "mcc", "brier", "ece",
    "log_loss", "confidence_intervals", "at_half", "risk_coverage", "classification_report",
  ]

  private func object(_ value: some Encodable) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
    return try #require(json as? [String: Any])
  }

  @Test func hasExactlyTheKeysOfTheContract() throws {
    let report = try ClassificationReport(
      synthetic(60, seed: 3), threshold: 0.4, classes: ["NORMAL", "PNEUMONIA"], bootstrap: Bootstrap(resamples: 50))
    let json = try object(report)
    #expect(Set(json.keys) == Self.contractKeys)
    #expect(json["classes"] as? [String] == ["NORMAL", "PNEUMONIA"])
    let half = try #require(json["at_half"] as? [String: Any])
    #expect(
      Set(half.keys)
        == Self.contractKeys.subtracting([
          "n", "classes", "at_half", "risk_coverage", "classification_report",
        ]))
    #expect(half["threshold"] as? Double == 0.5)
    let intervals = try #require(json["confidence_intervals"] as? [String: Any])
    #expect(Set(intervals.keys) == Set(Figure.allCases.map(\.rawValue)))
    let auroc = try #require(intervals["auroc"] as? [Double])
    #expect(auroc.count == 2 && auroc[0] < auroc[1])
    let matrix = try #require(json["confusion_matrix"] as? [[Int]])
    #expect(matrix.map(\.count) == [2, 2])
  }

  @Test func undefinedFiguresAreNull() throws {
    let sick = try BinaryPredictions(scores: [0.2, 0.9, 0.8], labels: [1, 1, 1])
    let json = try object(ClassificationReport(sick, threshold: 0.95, bootstrap: Bootstrap(resamples: 20)))
    for key in ["auroc", "specificity", "balanced_accuracy", "ppv", "precision", "mcc"] {
      #expect(json[key] is NSNull, "\(key)")
      #expect((json["confidence_intervals"] as? [String: Any])?[key] is NSNull, "\(key)")
    }
    #expect(json["sensitivity"] as? Double == 0)
    #expect(json["f1"] as? Double == 0)
  }

  @Test func nullStandsInEveryOtherReportToo() throws {
    let predictions = try BinaryPredictions(scores: [0.2, 0.9], labels: [1, 1])
    let diagram = try object(ReliabilityDiagram(predictions))
    let bins = try #require(diagram["bins"] as? [[String: Any]])
    #expect(bins.count == 15)
    #expect(bins[0]["mean_probability"] is NSNull && bins[0]["interval"] is NSNull)
    #expect(bins[2]["mean_probability"] as? Double == 0.2)
    let values = try object(PredictiveValues(sensitivity: 0, specificity: 1, prevalence: 0.5))
    #expect(values["ppv"] is NSNull)
    let fold = try object(FoldSummary([plainReport(predictions)]))
    #expect(fold["auroc"] is NSNull)
    #expect((fold["accuracy"] as? [String: Any])?["sd"] is NSNull)
  }

  @Test func survivesTheRoundTrip() throws {
    let decoder = JSONDecoder()
    func again<Value: Codable>(_ value: Value) throws -> Value {
      try decoder.decode(Value.self, from: JSONEncoder().encode(value))
    }
    let predictions = try synthetic(60, seed: 4)
    let report = try ClassificationReport(predictions, threshold: 0.4, bootstrap: Bootstrap(resamples: 50))
    #expect(try again(report) == report)
    let sick = try plainReport(BinaryPredictions(scores: [0.2, 0.9], labels: [1, 1]))
    #expect(try again(sick) == sick)
    let summary = FoldSummary([report, sick])
    #expect(try again(summary) == summary)
    let diagram = try ReliabilityDiagram(predictions)
    #expect(try again(diagram) == diagram)
    let differences = try PairedDifferences(
      predictions, predictions.mapped { 1 - $0 }, thresholds: (0.5, 0.5), bootstrap: Bootstrap(resamples: 50))
    #expect(try again(differences) == differences)
    let point = try OperatingPoint(choosing: .cost(ratio: 3, prevalence: 0.2), on: predictions)
    #expect(try again(point) == point)
    let subgroups = try Subgroup.reports(
      predictions, by: predictions.scores.indices.map { $0 % 3 == 0 ? "AP" : "PA" }, threshold: 0.5, bootstrap: nil)
    #expect(try again(subgroups) == subgroups)
  }

  @Test func aCallerAddsItsOwnKeys() throws {
    struct Evaluation: Encodable {
      let report: ClassificationReport
      let seconds: Double
      enum Key: String, CodingKey { case seconds }

      func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(seconds, forKey: .seconds)
      }
    }
    let json = try object(Evaluation(report: plainReport(synthetic(20, seed: 5)), seconds: 1.5))
    #expect(Set(json.keys) == Self.contractKeys.union(["seconds"]))
  }

  @Test func refusesWrongShapes() {
    let decoder = JSONDecoder()
    for text in ["[[1,2],[3]]", "[[1,2,3],[4,5,6]]", "[[1,-2],[3,4]]"] {
      #expect(throws: DecodingError.self) { try decoder.decode(ConfusionMatrix.self, from: Data(text.utf8)) }
    }
    for text in ["[1]", "[2,1]", "[1,2,3]"] {
      #expect(throws: DecodingError.self) { try decoder.decode(ConfidenceInterval.self, from: Data(text.utf8)) }
    }
  }
}
