import Foundation
import Metrics
import Testing

@Suite struct OutlineAgreementTests {
  /// What `Goldens/make_outlines.py` wrote.
  private struct Golden: Decodable {
    struct Case: Decodable {
      let first: String
      let second: String
      let dice: Double
      let iou: Double
      let distance: Double?
    }

    let width: Int
    let cases: [Case]
  }

  @Test func equalsSciPy() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/outlines.json")
    let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
    #expect(golden.cases.count == 15)
    for expected in golden.cases {
      let found = try OutlineAgreement(
        expected.first.map { $0 == "#" }, expected.second.map { $0 == "#" }, width: golden.width)
      #expect(abs(found.dice - expected.dice) < 1e-12)
      #expect(abs(found.iou - expected.iou) < 1e-12)
      #expect((found.boundaryDistance == nil) == (expected.distance == nil))
      if let distance = found.boundaryDistance, let wanted = expected.distance {
        #expect(abs(distance - wanted) < 1e-9)
      }
    }
  }

  @Test func masksOfOtherSizesAreAnError() {
    #expect(throws: MetricsError.lengthMismatch(what: "masks", expected: 4, found: 6)) {
      try OutlineAgreement([true, true, false, false], [Bool](repeating: true, count: 6), width: 2)
    }
    #expect(throws: MetricsError.self) { try OutlineAgreement([true], [true], width: 0) }
  }
}

@Suite struct MeanIntervalTests {
  @Test func patientsAreDrawnWhole() throws {
    let values = (0..<60).map { Double($0 / 6) }
    let apart = try #require(try Bootstrap().meanInterval(values, groups: values.indices.map(String.init)))
    let together = try #require(try Bootstrap().meanInterval(values, groups: values.map { "\($0)" }))
    #expect(apart.contains(4.5) && together.contains(4.5))
    // Six like pictures a patient count as one: the interval is √6 times as wide.
    let ratio = (together.upper - together.lower) / (apart.upper - apart.lower)
    #expect(abs(ratio - 6.0.squareRoot()) < 0.3)
    #expect(try Bootstrap().meanInterval(values, groups: values.map { "\($0)" }) == together)
  }

  @Test func onePatientHasNoInterval() throws {
    #expect(try Bootstrap().meanInterval([1, 2], groups: ["a", "a"]) == nil)
    #expect(throws: MetricsError.self) { try Bootstrap().meanInterval([1, 2], groups: ["a"]) }
  }

  @Test func quantilesAreNumPys() {
    #expect(Bootstrap.quantile(0.05, of: []) == nil)
    #expect(Bootstrap.quantile(0.25, of: [4, 1, 3, 2]) == 1.75)
  }
}
