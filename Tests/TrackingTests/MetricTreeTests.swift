import Testing
import Tracking

@Suite struct MetricTreeTests {
  private struct Part: Encodable {
    var auroc: Double? = 0.9
    var n = 10
    var confusionMatrix = [[1, 2], [3, 4]]
    var confidenceIntervals: [String: [Double]?] = ["auroc": [0.8, 1], "f1": nil]
    var atHalf = ["auroc": 0.1]
    var perClass: [String: [String: Double]]?
    var name = "words are no numbers"

    private enum CodingKeys: String, CodingKey {
      case auroc, n, name
      case confusionMatrix = "confusion_matrix"
      case confidenceIntervals = "confidence_intervals"
      case atHalf = "at_half"
      case perClass = "per_class"
    }
  }

  @Test func numbersByTheirNames() throws {
    let numbers = try MetricTree.numbers(
      of: ["validation": Part(perClass: ["A b": ["f1": 0.5]]), "test": Part(auroc: nil)],
      renaming: ["validation": "final_validation"])
    let values = Dictionary(uniqueKeysWithValues: numbers.map { ($0.name, $0.value) })
    #expect(
      values == [
        "final_validation/auroc": 0.9, "final_validation/n": 10, "final_validation/auroc_low": 0.8,
        "final_validation/auroc_high": 1, "final_validation/per_class/A b/f1": 0.5, "test/n": 10, "test/auroc_low": 0.8,
        "test/auroc_high": 1,
      ])
  }

  @Test func intervalsOfPartsOfPartsAreLeftOut() throws {
    let numbers = try MetricTree.numbers(of: ["evidence": ["whole": Part()]])
    #expect(numbers.map(\.name) == ["evidence/whole/auroc", "evidence/whole/n"])
  }
}
