import Testing
import Torch

extension TorchTests {
  @Suite struct LossTests {
    struct Case: Decodable {
      let name: String
      let input: Golden.Values
      let target: Golden.Values
      let value: Double
      let gradient: Golden.Values
    }

    static let names = [
      "cross-entropy", "cross-entropy-weighted", "cross-entropy-smoothed", "cross-entropy-both", "cross-entropy-soft",
      "bce-with-logits", "bce-with-logits-weighted", "bce",
    ]

    func loss(_ name: String) throws -> any Loss {
      let weight = try Tensor([0.5, 2.0, 1.25] as [Float])
      return switch name {
      case "cross-entropy-weighted": CrossEntropyLoss(weight: weight)
      case "cross-entropy-smoothed": CrossEntropyLoss(labelSmoothing: 0.1)
      case "cross-entropy-both": CrossEntropyLoss(weight: weight, labelSmoothing: 0.2)
      case "bce-with-logits": BCEWithLogitsLoss()
      case "bce-with-logits-weighted": BCEWithLogitsLoss(positiveWeight: try Tensor([3] as [Float]))
      case "bce": BCELoss()
      default: CrossEntropyLoss()
      }
    }

    @Test(arguments: names)
    func valuesAndGradientsArePyTorchs(name: String) throws {
      let cases: [Case] = try Golden.read("losses.json")
      let golden = try #require(cases.first { $0.name == name })
      let input = try golden.input.tensor.requiringGradient()
      let target = try golden.target.shape.count == 1 ? golden.target.classes : golden.target.tensor
      let loss = try loss(name)
      let value = try loss(input, target)
      #expect(Swift.abs(try value.item() - golden.value) <= 1e-5)
      try value.backward()
      try expect(input.gradient, equals: golden.gradient, within: 1e-5)
    }

    @Test func aClassOutOfRangeIsAnError() throws {
      let logits = try Tensor.zeros([2, 3])
      #expect(throws: TorchError.self) { try CrossEntropyLoss()(logits, Tensor([0, 7])) }
    }
  }
}
