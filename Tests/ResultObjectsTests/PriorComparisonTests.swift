import Foundation
import ResultObjects
import Testing

/// Comparisons with an earlier picture, against NumPy's.
struct PriorComparisonTests {
  private struct Case: Decodable {
    let prior, current: Double
    let deviations: [Double]
    let change: Double
    let interval: [Double]
    let direction: String
  }

  private static let cases: [Case] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/prior_comparison.json")
    return (try? JSONDecoder().decode([Case].self, from: Data(contentsOf: file))) ?? []
  }()

  private func comparison(_ prior: Double, _ current: Double, _ deviations: [Double]?) throws -> PriorComparison {
    PriorComparison(
      of: "PNEUMONIA", since: try #require(StudyDate("20260301")), prior: prior, current: current,
      deviations: deviations.map { .init(prior: $0[0], current: $0[1]) })
  }

  @Test func intervalsAreThoseOfNumPy() throws {
    #expect(Self.cases.count == 6)
    for golden in Self.cases {
      let found = try comparison(golden.prior, golden.current, golden.deviations)
      let interval = try #require(found.interval)
      #expect(abs(found.change - golden.change) < 1e-12)
      #expect(abs(interval.lowerBound - golden.interval[0]) < 1e-9)
      #expect(abs(interval.upperBound - golden.interval[1]) < 1e-9)
      let words = ["higher": "is higher than", "lower": "is lower than", "same": "shows no change"][golden.direction]
      #expect(found.sentence.contains(try #require(words)))
    }
  }

  @Test func theSentenceHasTheFigures() throws {
    #expect(
      try comparison(0.31, 0.78, [0.4, 0.3]).sentence
        == "The probability of PNEUMONIA is higher than on 2026-03-01 (0.31 → 0.78, change 0.47, 95 % 0.26 to 0.59).")
    #expect(
      try comparison(0.4, 0.35, [0.4, 0.3]).sentence
        == "The probability of PNEUMONIA shows no change since 2026-03-01 beyond the model's own repeatability "
        + "(0.40 → 0.35, change −0.05, 95 % −0.23 to 0.19).")
    #expect(
      try comparison(0.4, 0.35, nil).sentence
        == "The probability of PNEUMONIA was 0.40 on 2026-03-01 and is 0.35 now; how much of that is chance was not "
        + "measured.")
  }

  @Test func keysAreWrittenAndReadAgain() throws {
    let found = try comparison(0.31, 0.78, [0.4, 0.3])
    let json = try JSONEncoder().encode(found)
    let keys = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(Set(keys.keys) == ["prior_study_date", "prior_probability", "change", "interval", "sentence"])
    #expect((keys["interval"] as? [Double])?.count == 2)
    #expect(keys["prior_study_date"] as? String == "20260301")
    #expect(try JSONDecoder().decode(PriorComparison.self, from: json) == found)
  }

  @Test func datesAreReadStrictly() throws {
    #expect(StudyDate("20260301")?.iso == "2026-03-01")
    #expect(StudyDate("2026.03.01")?.dicom == "20260301")
    #expect(StudyDate("20240229")?.earlier(byDays: 365).dicom == "20230301")
    #expect(StudyDate("20260101")?.earlier(byDays: 1).dicom == "20251231")
    for text in ["", "2026", "20260230", "20261301", "2026-03-01", "20260301 ", "００００００００", "00000000"] {
      #expect(StudyDate(text) == nil, "\(text)")
    }
  }
}
