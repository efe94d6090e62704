import Foundation
import Metrics
import Testing

@Suite struct GroupTests {
  /// What `Goldens/make_groups.py` wrote.
  private struct Golden: Decodable {
    struct Group: Decodable {
      let name: String
      let n: Int
      let positives: Int
      let patients: Int
      /// Sensitivity, specificity, calibration in the large.
      let values: [Double]
    }

    struct Gap: Decodable {
      let measure: String
      let highest: String
      let lowest: String
      let difference: Double
      let interval: [Double]
    }

    let threshold: Double
    let scores: [Double]
    let labels: [Int]
    let patients: [String]
    let sites: [String]
    let groups: [Group]
    let gaps: [Gap]

    static func read() throws -> Golden {
      let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/groups.json")
      return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
    }
  }

  @Test func figuresAndGapsEqualNumPys() throws {
    let golden = try Golden.read()
    let predictions = try BinaryPredictions(scores: golden.scores, labels: golden.labels, groups: golden.patients)
    let report = try GroupReport(
      "site", values: golden.sites.map { $0.isEmpty ? nil : $0 }, of: predictions, threshold: golden.threshold,
      bootstrap: Bootstrap(resamples: 4000))
    #expect(report.unknown == golden.sites.count { $0.isEmpty })
    #expect(report.groups.map(\.name) == golden.groups.map(\.name))
    for (found, wanted) in zip(report.groups, golden.groups) {
      #expect(found.n == wanted.n && found.positives == wanted.positives && found.patients == wanted.patients)
      guard let figures = found.report else {
        #expect(wanted.name == "small")
        continue
      }
      #expect(near(try #require(figures[.sensitivity]), wanted.values[0]))
      #expect(near(try #require(figures[.specificity]), wanted.values[1]))
      #expect(figures.interval(.sensitivity) != nil)
    }
    #expect(report.gaps.map(\.measure.rawValue) == golden.gaps.map(\.measure))
    for (found, wanted) in zip(report.gaps, golden.gaps) {
      #expect(found.highest.group == wanted.highest && found.lowest.group == wanted.lowest)
      #expect(near(found.difference, wanted.difference, 1e-9))
      let interval = try #require(found.interval)
      #expect(abs(interval.lower - wanted.interval[0]) < 0.02 && abs(interval.upper - wanted.interval[1]) < 0.02)
    }
    let again = try JSONDecoder().decode(GroupReport.self, from: JSONEncoder().encode(report))
    #expect(again.gaps == report.gaps && again.groups == report.groups)
  }

  @Test func sharesThatNeverVaryAreNotCertain() throws {
    // Everybody in both groups is called rightly.
    let labels = (0..<80).map { $0 % 2 }
    let predictions = try BinaryPredictions(scores: labels.map { $0 == 1 ? 0.9 : 0.1 }, labels: labels)
    let report = try GroupReport(
      "sex", values: (0..<80).map { $0 < 40 ? "F" : "M" }, of: predictions, threshold: 0.5,
      bootstrap: Bootstrap(resamples: 200))
    let gap = try #require(report.gaps.first { $0.measure == .sensitivity })
    #expect(gap.difference == 0 && gap.highest.group == "F" && gap.lowest.group == "M")
    // With 20 of 20 either share may be as low as 0.832.
    let limit = 1 - pow(0.025, 1 / 20.0)
    let interval = try #require(gap.interval)
    #expect(near(interval.lower, -limit, 1e-9) && near(interval.upper, limit, 1e-9))
  }

  @Test func groupsThatShareHealthyCasesHaveNoGaps() throws {
    let predictions = try synthetic(200, seed: 3)
    let kinds = predictions.isPositive.enumerated().map { $1 ? ($0 % 2 == 0 ? "bacteria" : "virus") : nil }
    let report = try GroupReport(
      "subtype", values: kinds, of: predictions, negatives: .all, threshold: 0.5, bootstrap: nil)
    #expect(report.groups.count == 2 && report.groups.allSatisfy { $0.report != nil })
    #expect(report.gaps.isEmpty && report.title == "Subtype")
  }

  @Test func groupsComeInOrderOfTheirNumbers() throws {
    let names = ["80+", "5–17", "0–4", "none", "18–39"]
    let predictions = try BinaryPredictions(scores: [0.1, 0.2, 0.3, 0.4, 0.5], labels: [0, 1, 0, 1, 0])
    let groups = try Subgroup.reports(predictions, by: names, threshold: 0.5, bootstrap: nil)
    #expect(groups.map(\.name) == ["0–4", "5–17", "18–39", "80+", "none"])
    #expect(groups.allSatisfy { $0.report == nil && $0.n == 1 })
  }

  @Test func aSentenceSaysWhetherItMayBeChance() throws {
    let golden = try Golden.read()
    let predictions = try BinaryPredictions(scores: golden.scores, labels: golden.labels, groups: golden.patients)
    let report = try GroupReport(
      "site", values: golden.sites, of: predictions, threshold: golden.threshold, bootstrap: nil)
    let sentence = try #require(report.gaps.first).sentence
    #expect(sentence == "Sensitivity: 0.943 in a, 0.708 in b: 0.235 apart.")
  }
}
