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

    struct FocalCase: Decodable {
      let name: String
      let input: Golden.Values
      let target: Golden.Values
      let known: Golden.Values?
      let value: Double
      let gradient: Golden.Values
    }

    func focalLoss(_ name: String, known: Tensor?) throws -> any Loss {
      let ofClass = try Tensor([0.5, 2.0, 1.25] as [Float])
      let ofFinding = try Tensor([0.5, 3.0, 8.0, 1.25] as [Float])
      return switch name {
      case "focal": SigmoidFocalLoss()
      case "focal-alpha": SigmoidFocalLoss(alpha: 0.25)
      case "focal-known": SigmoidFocalLoss(gamma: 1.5, alpha: 0.75, known: known)
      case "focal-half": SigmoidFocalLoss(gamma: 0.5)
      case "asymmetric": AsymmetricLoss()
      case "asymmetric-known": AsymmetricLoss(gammaPositive: 0, gammaNegative: 3, clip: 0.2, known: known)
      case "asymmetric-no-clip": AsymmetricLoss(gammaPositive: 2, gammaNegative: 2, clip: 0)
      case "softmax-focal": SoftmaxFocalLoss()
      case "softmax-focal-weighted": SoftmaxFocalLoss(gamma: 1.5, weight: ofClass)
      case "softmax-focal-soft": SoftmaxFocalLoss(weight: ofClass)
      default: BCEWithLogitsLoss(positiveWeight: ofFinding, known: known)
      }
    }

    /// By `make_focal.py`.
    @Test func focalAsymmetricAndMaskedLossesAreThoseOfTheirPrograms() throws {
      let cases: [FocalCase] = try Golden.read("focal.json")
      #expect(cases.count == 12)
      for golden in cases {
        let input = try golden.input.tensor.requiringGradient()
        let loss = try focalLoss(golden.name, known: golden.known?.tensor)
        let value = try loss(input, golden.target.tensor)
        #expect(Swift.abs(try value.item() - golden.value) <= 1e-6 * max(1, golden.value), "\(golden.name)")
        try value.backward()
        try expect(input.gradient, equals: golden.gradient, within: 1e-6, "\(golden.name)")
      }
    }

    @Test func lossesOfWhatIsToldBeyondDoubtHaveGradients() throws {
      // The powers' slopes are infinite at 0, which is where these are.
      let target = try Tensor([1, 0, 1, 0] as [Float], shape: [2, 2])
      let losses: [any Loss] = [
        AsymmetricLoss(gammaPositive: 0.5, gammaNegative: 0.5), AsymmetricLoss(gammaPositive: 0, gammaNegative: 0),
        SigmoidFocalLoss(gamma: 0.5), SoftmaxFocalLoss(gamma: 0.5),
      ]
      for loss in losses {
        let input = try Tensor([200, -200, 200, -200] as [Float], shape: [2, 2]).requiringGradient()
        let value = try loss(input, target)
        #expect(try value.item() == 0)
        try value.backward()
        let gradient = try input.gradient
        #expect(try #require(gradient).floats().allSatisfy { Swift.abs($0) < 1e-6 })
      }
    }

    @Test func aClassOutOfRangeIsAnError() throws {
      let logits = try Tensor.zeros([2, 3])
      #expect(throws: TorchError.self) { try CrossEntropyLoss()(logits, Tensor([0, 7])) }
    }
  }
}
