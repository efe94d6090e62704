import Foundation
import Metrics
import Testing

@Suite struct ModelComparisonTests {
  private func comparison() throws -> ModelComparison {
    let first = try synthetic(120, seed: 60)
    let second = try first.mapped { ($0 * 4).rounded() / 4 }
    return try ModelComparison(
      [
        .init("fine", first, threshold: 0.5), .init("coarse", second, threshold: 0.3),
        .init("same", first, threshold: 0.5),
      ],
      classes: ["NORMAL", "PNEUMONIA"], bootstrap: Bootstrap(resamples: 200))
  }

  @Test func everyModelAgainstTheFirst() throws {
    let comparison = try comparison()
    #expect(comparison.models.map(\.name) == ["fine", "coarse", "same"])
    #expect(comparison.contrasts.map(\.name) == ["coarse", "same"])
    #expect(comparison.contrasts.allSatisfy { $0.reference == "fine" })
    #expect(comparison.n == 120 && comparison.patients == nil)
    let coarse = comparison.contrasts[0]
    let delong = try DeLong.compare(comparison.models[1].predictions, comparison.models[0].predictions)
    #expect(coarse.auroc == delong)
    let auroc = try #require(coarse.difference(.auroc))
    #expect(near(auroc.value, delong.difference))
    #expect(try auroc.interval == delong.interval())
    let paired = try PairedDifferences(
      comparison.models[1].predictions, comparison.models[0].predictions, thresholds: (0.3, 0.5),
      bootstrap: Bootstrap(resamples: 200))
    let sensitivity = try #require(coarse.difference(.sensitivity))
    #expect(sensitivity.value == paired[.sensitivity]?.difference)
    #expect(sensitivity.interval == paired[.sensitivity]?.interval)
    for figure in Figure.allCases { #expect(comparison.contrasts[1].difference(figure)?.value == 0) }
  }

  @Test func otherCasesAreRefused() throws {
    let first = try synthetic(40, seed: 61)
    let fewer = try synthetic(39, seed: 61)
    #expect(throws: MetricsError.notPaired) {
      try ModelComparison([.init("a", first, threshold: 0.5), .init("b", fewer, threshold: 0.5)])
    }
    #expect(throws: MetricsError.empty) { try ModelComparison([]) }
  }

  @Test func itsJSON() throws {
    let encoded = try JSONEncoder().encode(comparison())
    let object = try #require(try JSONSerialization.jsonObject(with: encoded) as? [String: Any])
    #expect(Set(object.keys) == ["n", "positives", "patients", "classes", "models", "contrasts"])
    let contrast = try #require((object["contrasts"] as? [[String: Any]])?.first)
    #expect(Set(contrast.keys) == ["name", "reference", "delong", "differences"])
    #expect(Set(try #require(contrast["delong"] as? [String: Any]).keys) == ["difference", "interval", "p_value"])
    let model = try #require((object["models"] as? [[String: Any]])?.first)
    #expect(model["name"] as? String == "fine" && model["auroc"] is Double && model["at_half"] is [String: Any])
  }
}
