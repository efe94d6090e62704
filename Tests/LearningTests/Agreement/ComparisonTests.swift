import Bundles
import Learning
import Testing

@Suite struct ComparisonTests {
  /// What `make_agreement.py` wrote.
  private struct Golden: Decodable {
    let threshold: Double
    let exact: [Double]
    let other: [Double]
    let labels: [Int]
    let maps: [[Float]]
    let others: [[Float]]
    let largest: Double
    let shift999: Double
    let changed: Int
    let beyond: Int
    let aurocExact: Double
    let auroc: Double
    let mean: Double
    let least: Double
  }

  @Test func equalsNumPyAndScikitLearn() throws {
    let golden = try JSONGolden.read(Golden.self, "agreement.json")
    func answers(_ values: [Double], _ maps: [[Float]]) -> [ComparedAnswer] {
      zip(values, maps).map {
        ComparedAnswer(probabilities: [.init($0, threshold: golden.threshold)], score: $0, heat: $1)
      }
    }
    let found = PrecisionAgreement.Comparison(
      answers(golden.exact, golden.maps), answers(golden.other, golden.others), truths: golden.labels.map { $0 == 1 })
    #expect(found.n == 40 && found.decisions == 40)
    #expect(abs(found.largestShift - golden.largest) < 1e-12)
    #expect(abs(found.shift999 - golden.shift999) < 1e-12)
    #expect(found.changed == golden.changed && found.changedBeyond == golden.beyond)
    #expect(abs(try #require(found.aurocExact) - golden.aurocExact) < 1e-12)
    #expect(abs(try #require(found.auroc) - golden.auroc) < 1e-12)
    let maps = try #require(found.heatMaps)
    #expect(maps.n == 40 && abs(maps.mean - golden.mean) < 1e-6 && abs(maps.least - golden.least) < 1e-6)
    #expect(!found.keepsWord)
  }

  /// Every finding decides, and the one that moves furthest counts.
  @Test func severalFindings() {
    let exact = ComparedAnswer(
      probabilities: [.init(0.1, threshold: 0.5), .init(0.505, threshold: 0.5), .init(0.9, threshold: 0.5)], score: 0)
    let other = ComparedAnswer(
      probabilities: [.init(0.6, threshold: 0.5), .init(0.495, threshold: 0.5), .init(0.9, threshold: 0.5)], score: 0)
    let found = PrecisionAgreement.Comparison([exact], [other], truths: [nil])
    #expect(found.decisions == 3 && found.changed == 2 && found.changedBeyond == 1)
    #expect(abs(found.largestShift - 0.5) < 1e-12)
    #expect(found.aurocExact == nil && found.heatMaps == nil)
  }

  /// Another likeliest class is another decision, clear or not by how far it led.
  @Test(arguments: [(0.01, 0), (0.5, 1)])
  func severalClasses(lead: Double, beyond: Int) {
    let exact = ComparedAnswer(probabilities: [.init(0.4, threshold: 0.5)], likeliest: 0, lead: lead, score: 0)
    let other = ComparedAnswer(probabilities: [.init(0.4, threshold: 0.5)], likeliest: 1, score: 0)
    let found = PrecisionAgreement.Comparison([exact], [other], truths: [true])
    #expect(found.decisions == 2 && found.changed == 1 && found.changedBeyond == beyond)
  }
}
