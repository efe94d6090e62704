import Metrics
import Testing

@Suite struct DeLongTests {
  static let cases = (try? Goldens.all.get().delong) ?? []

  @Test(arguments: cases) func equalsTheDefinition(_ golden: Goldens.DeLong) throws {
    let first = try BinaryPredictions(scores: golden.first, labels: golden.labels, groups: golden.groups)
    let second = try BinaryPredictions(scores: golden.second, labels: golden.labels, groups: golden.groups)
    let estimate = try DeLong.estimate(first)
    #expect(near(estimate.auroc, golden.auroc[0]))
    #expect(near(try #require(estimate.variance), golden.variances[0]))
    let interval = try #require(try estimate.interval())
    #expect(near([interval.lower, interval.upper], golden.interval))
    let comparison = try DeLong.compare(first, second)
    #expect(near(comparison.second.auroc, golden.auroc[1]))
    #expect(near(try #require(comparison.second.variance), golden.variances[1]))
    #expect(near(try #require(comparison.variance), golden.variance))
    #expect(near(try #require(comparison.z), golden.z, 1e-10))
    #expect(near(try #require(comparison.pValue), golden.p, 1e-10))
  }

  @Test func isAntisymmetric() throws {
    let first = try synthetic(80, seed: 40)
    let second = try first.mapped { ($0 * 10).rounded() / 10 }
    let (one, two) = (try DeLong.compare(first, second), try DeLong.compare(second, first))
    #expect(near(one.difference, -two.difference))
    #expect(near(try #require(one.pValue), try #require(two.pValue)))
    let (a, b) = (try #require(try one.interval()), try #require(try two.interval()))
    #expect(near(a.lower, -b.upper))
  }

  @Test func aModelDoesNotDifferFromItself() throws {
    let predictions = try synthetic(80, seed: 41)
    let comparison = try DeLong.compare(predictions, predictions.mapped { $0 * $0 })
    #expect(comparison.difference == 0)
    #expect(near(try #require(comparison.variance), 0, 1e-15))
  }

  @Test func identicalRankingsHaveNoDifference() throws {
    let perfect = try BinaryPredictions(scores: [0.1, 0.2, 0.8, 0.9], labels: [0, 0, 1, 1])
    let comparison = try DeLong.compare(perfect, perfect)
    #expect(comparison.first.variance == 0)
    #expect(comparison.z == nil)
    #expect(comparison.pValue == 1)
    #expect(try comparison.first.interval() == ConfidenceInterval(lower: 1, upper: 1))
  }

  @Test func oneCaseOfAClassGivesNoVariance() throws {
    let predictions = try BinaryPredictions(scores: [0.1, 0.6, 0.8, 0.4], labels: [0, 0, 1, 0])
    let estimate = try DeLong.estimate(predictions)
    #expect(estimate.auroc == 1)
    #expect(estimate.variance == nil)
    #expect(try estimate.interval() == nil)
    let comparison = try DeLong.compare(predictions, predictions)
    #expect(comparison.pValue == nil)
    #expect(try comparison.interval() == nil)
  }

  @Test func agreesWithTheBootstrap() throws {
    let predictions = try synthetic(400, seed: 42, grouped: true)
    let report = try ClassificationReport(predictions, threshold: 0.5)
    let delong = try #require(try DeLong.estimate(predictions).interval())
    let bootstrap = try #require(report.interval(.auroc))
    #expect((delong.lower - bootstrap.lower).magnitude < 0.01)
    #expect((delong.upper - bootstrap.upper).magnitude < 0.01)
    #expect(near(try DeLong.estimate(predictions).auroc, report[.auroc] ?? 0))
  }
}
