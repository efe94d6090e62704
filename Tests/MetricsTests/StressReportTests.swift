import Foundation
import Metrics
import Testing

@Suite("Report of stress")
struct StressReportTests {
  /// What `Goldens/make_stress.py` wrote.
  private struct Golden: Decodable {
    struct Cell: Decodable {
      let kind: String
      let severity: Int
      let scores: [Double?]
      let auroc: Double
      let balancedAccuracy: Double
      let interval: [Double]
    }

    struct Kind: Decodable {
      let kind: String
      let auroc: Double
      let balancedAccuracy: Double
      let interval: [Double]
      let be: Double?
      let rbe: Double?
    }

    let threshold: Double
    let resamples: Int
    let seed: UInt64
    let labels: [Int]
    let patients: [String]
    let clean: [Double?]
    let cleanInterval: [Double]
    let cells: [Cell]
    let kinds: [Kind]
    let meanBalancedAccuracy: Double
    let meanInterval: [Double]
    let be: Double
    let rbe: Double

    static func read() throws -> Golden {
      let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/stress.json")
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(Golden.self, from: Data(contentsOf: file))
    }

    /// What a model said of the pictures that have a score.
    func measurement(_ scores: [Double?]) throws -> StressMeasurement {
      let read = scores.indices.filter { scores[$0] != nil }
      let patients = read.map { self.patients[$0] }
      return try StressMeasurement(
        BinaryPredictions(scores: scores.compactMap(\.self), labels: read.map { labels[$0] }, groups: patients),
        patients: patients)
    }

    func report(_ cells: [Cell], threads: Int? = nil) throws -> StressReport {
      try StressReport(
        battery: "golden", threshold: threshold, clean: measurement(clean),
        cells: cells.map { (Self.condition($0.kind, $0.severity), try measurement($0.scores)) },
        bootstrap: Bootstrap(resamples: resamples, seed: seed, threads: threads))
    }

    static func condition(_ kind: String, _ severity: Int) -> StressCondition {
      StressCondition(kind: kind, name: kind, family: "medmnist_c", severity: severity)
    }
  }

  private static func isNear(_ found: Double?, _ expected: Double?) -> Bool {
    guard let found, let expected else { return found == nil && expected == nil }
    return abs(found - expected) < 1e-9
  }

  private static func isNear(_ found: ConfidenceInterval?, _ expected: [Double]) -> Bool {
    isNear(found?.lower, expected[0]) && isNear(found?.upper, expected[1])
  }

  @Test("figures equal scikit-learn's, BE and rBE the package's, intervals those of the same resamples")
  func golden() throws {
    let golden = try Golden.read()
    let report = try golden.report(golden.cells)
    let summary = report.summary
    #expect(report.cells.count == 67 && summary.kinds.count == 14)
    #expect(report.severities == [1, 2, 3, 4, 5])
    #expect(Self.isNear(summary.clean.intervals.balancedAccuracy, golden.cleanInterval))
    for (cell, expected) in zip(report.cells, golden.cells) {
      #expect(cell.condition == Golden.condition(expected.kind, expected.severity))
      #expect(Self.isNear(cell.figures.auroc, expected.auroc))
      #expect(Self.isNear(cell.figures.balancedAccuracy, expected.balancedAccuracy))
      #expect(Self.isNear(cell.figures.intervals.balancedAccuracy, expected.interval))
    }
    for (kind, expected) in zip(summary.kinds, golden.kinds) {
      #expect(kind.kind == expected.kind)
      #expect(Self.isNear(kind.figures.auroc, expected.auroc))
      #expect(Self.isNear(kind.figures.balancedAccuracy, expected.balancedAccuracy))
      #expect(Self.isNear(kind.figures.intervals.balancedAccuracy, expected.interval))
      #expect(Self.isNear(kind.be, expected.be) && Self.isNear(kind.rbe, expected.rbe), "\(kind.kind)")
    }
    #expect(Self.isNear(summary.mean.balancedAccuracy, golden.meanBalancedAccuracy))
    #expect(Self.isNear(summary.mean.intervals.balancedAccuracy, golden.meanInterval))
    #expect(Self.isNear(summary.be, golden.be) && Self.isNear(summary.rbe, golden.rbe))
    let lowest = golden.kinds.min { $0.balancedAccuracy < $1.balancedAccuracy }
    #expect(summary.worst?.kind == lowest?.kind && summary.fromWorst.first == summary.worst)
  }

  @Test("without all severities of all kinds there is no BE")
  func partOfABattery() throws {
    let golden = try Golden.read()
    let without = try golden.report(golden.cells.filter { $0.kind != "pixelate" }).summary
    #expect(without.be == nil && without.rbe == nil && without.kinds.count { $0.be != nil } == 12)
    let mild = try golden.report(golden.cells.filter { $0.severity < 5 }).summary
    #expect(mild.kinds.allSatisfy { $0.be == nil && $0.rbe == nil })
  }

  @Test("the number of threads changes nothing")
  func threads() throws {
    let golden = try Golden.read()
    let cells = Array(golden.cells.prefix(10))
    #expect(try golden.report(cells, threads: 1) == golden.report(cells, threads: 3))
  }

  // MARK: - By hand

  /// Eight cases of which the first `wrong` of four positive ones score low.
  private static func measurement(wrong: Int, refused: Double? = nil) throws -> StressMeasurement {
    let scores = (0..<4).map { $0 < wrong ? 0.1 : 0.9 } + [0.2, 0.2, 0.2, 0.2]
    let patients = (0..<8).map { "p\($0)" }
    return try StressMeasurement(
      BinaryPredictions(scores: scores, labels: [1, 1, 1, 1, 0, 0, 0, 0], groups: patients), patients: patients,
      refused: refused, unlike: refused)
  }

  /// A report whose kinds in `learnt` are those that the model has seen, if that is known.
  private static func report(
    _ cells: [(String, Int, wrong: Int)], learnt: Set<String>? = nil, bootstrap: Bootstrap? = nil
  ) throws -> StressReport {
    try StressReport(
      battery: "made", threshold: 0.5, clean: measurement(wrong: 0),
      cells: cells.map { kind, severity, wrong in
        (
          StressCondition(
            kind: kind, name: kind, family: "made", severity: severity, seen: learnt?.contains(kind)),
          try measurement(wrong: wrong, refused: 0.25 * Double(severity))
        )
      }, bootstrap: bootstrap)
  }

  @Test("means are of kinds, however many severities each has; the worst is named")
  func means() throws {
    let summary = try Self.report([("blur", 1, wrong: 0), ("blur", 2, wrong: 2), ("noise", 1, wrong: 4)]).summary
    #expect(summary.clean.balancedAccuracy == 1 && summary.clean.refused == nil)
    #expect(summary.kinds.map(\.kind) == ["blur", "noise"])
    // Balanced accuracies: blur (1 + 0.75) / 2, noise 0.5.
    #expect(summary.kinds.map(\.figures.balancedAccuracy) == [0.875, 0.5])
    #expect(summary.mean.balancedAccuracy == 0.6875)
    #expect(summary.worst?.kind == "noise")
    // Half of the positive cases under all negative ones: AUROC 0.5; all of them: 0.
    #expect(summary.kinds.map(\.figures.auroc) == [0.75, 0])
    #expect(summary.kinds.map(\.figures.sensitivity) == [0.75, 0] && summary.mean.specificity == 1)
    #expect(summary.kinds.map(\.figures.refused) == [0.375, 0.25] && summary.mean.unlike == 0.3125)
    #expect(summary.clean.intervals.balancedAccuracy == nil)
    #expect(summary.meaning.contains("1.000 on pictures as they are, 0.688 on the mean of 2 kinds"))
    #expect(summary.lines(worst: 1).count == 3)
  }

  @Test("kinds that were learnt and held out have means of their own, with intervals; unknown ones have none")
  func heldOut() throws {
    let cells = [("blur", 1, wrong: 0), ("blur", 2, wrong: 2), ("noise", 1, wrong: 4), ("text", 1, wrong: 1)]
    let summary = try Self.report(cells, learnt: ["blur", "text"], bootstrap: Bootstrap(resamples: 100)).summary
    #expect(summary.kinds.map(\.seen) == [true, false, true])
    // Balanced accuracies: blur 0.875, noise 0.5, text 0.875.
    #expect(summary.meanSeen?.balancedAccuracy == 0.875 && summary.meanHeldOut?.balancedAccuracy == 0.5)
    #expect(summary.meanSeen?.n == 24 && summary.meanHeldOut?.n == 8)
    #expect(summary.meanSeen?.intervals.balancedAccuracy != nil)
    #expect(summary.meanHeldOut?.intervals == summary.kinds[1].figures.intervals)
    #expect(summary.means.map(\.name) == ["Mean of 3 kinds", "Mean of 2 learnt", "Mean of 1 held out"])
    #expect(summary.meaning.hasSuffix("it is 0.875 on the mean, on the 1 that were held out 0.500."))
    let unknown = try Self.report(cells).summary
    #expect(unknown.meanSeen == nil && unknown.meanHeldOut == nil && unknown.means.count == 1)
    let plain = try Self.report(cells, learnt: []).summary
    #expect(plain.meanSeen == nil && plain.meanHeldOut == plain.mean && plain.means.count == 1)
    #expect(plain.meaning.hasSuffix("varied in none of these kinds.") && !unknown.meaning.contains("varied"))
    let all = try Self.report(cells, learnt: ["blur", "noise", "text"]).summary
    #expect(all.meanSeen == all.mean && all.meanHeldOut == nil && all.means.count == 1)
    #expect(all.meaning.hasSuffix("varied in all of these kinds."))
  }

  @Test("a report that was written before kinds were told apart is read")
  func earlierReports() throws {
    let report = try Self.report([("blur", 1, wrong: 1)])
    var object = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any])
    for key in ["mean_seen", "mean_held_out"] { object[key] = nil }
    for key in ["kinds", "cells"] {
      object[key] = (object[key] as? [[String: Any]])?.map { $0.filter { $0.key != "seen" } }
    }
    let data = try JSONSerialization.data(withJSONObject: object)
    #expect(try JSONDecoder().decode(StressReport.self, from: data) == report)
  }

  @Test("nothing measured has no mean and no worst")
  func empty() throws {
    let summary = try Self.report([]).summary
    #expect(summary.mean.balancedAccuracy == nil && summary.worst == nil && summary.kinds.isEmpty && summary.be == nil)
  }

  @Test("patients must be as many as predictions")
  func lengths() throws {
    let predictions = try BinaryPredictions(scores: [0.1, 0.9], labels: [0, 1])
    #expect(throws: MetricsError.lengthMismatch(what: "patients", expected: 2, found: 1)) {
      try StressMeasurement(predictions, patients: ["a"])
    }
  }

  @Test("JSON has figures beside names, undefined ones as null, and reads back")
  func coding() throws {
    let golden = try Golden.read()
    let report = try golden.report(golden.cells)
    let data = try JSONEncoder().encode(report)
    let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "battery", "threshold", "clean", "mean", "mean_seen", "mean_held_out", "kinds", "worst", "be", "rbe", "cells",
      ])
    let cell = try #require((object["cells"] as? [[String: Any]])?.first)
    #expect(
      Set(cell.keys) == [
        "kind", "name", "family", "severity", "seen", "n", "auroc", "balanced_accuracy", "sensitivity", "specificity",
        "ece",
        "refused", "unlike", "confidence_intervals",
      ])
    #expect(cell["refused"] is NSNull && cell["seen"] is NSNull && object["mean_seen"] is NSNull)
    let worst = try #require(object["worst"] as? [String: Any])
    #expect(worst["balanced_accuracy"] is Double && worst["kind"] is String)
    #expect(try JSONDecoder().decode(StressReport.self, from: data) == report)
    let summary = try JSONEncoder().encode(report.summary)
    #expect(try JSONDecoder().decode(StressSummary.self, from: summary) == report.summary)
  }
}
