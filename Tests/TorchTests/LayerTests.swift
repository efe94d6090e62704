import TensorFiles
import Testing
import Torch

extension TorchTests {
  @Suite struct LayerTests {
    struct Case: Decodable {
      let name: String
      let training: Bool
      let input: Golden.Values
      let state: [String: Golden.Values]
      let output: Golden.Values
      let upstream: Golden.Values
      let inputGradient: Golden.Values
      let gradients: [String: Golden.Values]
      let stateAfter: [String: Golden.Values]
    }

    typealias Build = @Sendable (Scope) throws -> any Module

    static let layers: [String: Build] = [
      "conv": { try Conv2d($0, 4, 6, kernel: 3) },
      "conv-strided": { try Conv2d($0, 4, 6, kernel: 3, stride: 2, padding: 1, bias: false) },
      "conv-dilated": { try Conv2d($0, 4, 2, kernel: 3, padding: 2, dilation: 2) },
      "conv-grouped": { try Conv2d($0, 4, 8, kernel: 3, padding: 1, groups: 4, bias: false) },
      "batch-norm-2d": { try BatchNorm2d($0, 4) },
      "batch-norm-2d-evaluating": { try BatchNorm2d($0, 4) },
      "batch-norm-1d": { try BatchNorm1d($0, 5, epsilon: 1e-3, momentum: 0.01) },
      "linear": { try Linear($0, 5, 3) },
      "linear-unbiased": { try Linear($0, 5, 3, bias: false) },
      "max-pool": { _ in MaxPool2d(kernel: 3, stride: 2, padding: 1) },
      "max-pool-ceiling": { _ in MaxPool2d(kernel: 2, ceiling: true) },
      "avg-pool": { _ in AvgPool2d(kernel: 2) },
      "avg-pool-padded": { _ in AvgPool2d(kernel: 3, stride: 2, padding: 1) },
      "adaptive-avg-pool": { _ in AdaptiveAvgPool2d() },
      "adaptive-avg-pool-3": { _ in AdaptiveAvgPool2d(3) },
      "dropout-evaluating": { Dropout($0, 0.5) },
      "relu": { _ in ReLU() },
      "relu6": { Sequential([try Linear($0 / 0, 5, 5), ReLU6()]) },
      "sigmoid": { _ in Sigmoid() },
      "flatten": { _ in Flatten() },
      "layer-norm": { try LayerNorm($0, 6) },
      "gelu": { _ in GELU() },
      "self-attention": { try SelfAttention($0, 6, heads: 2) },
      "sequential": {
        Sequential([
          try Conv2d($0 / 0, 1, 3, kernel: 3, padding: 1), ReLU(), try BatchNorm2d($0 / 2, 3), MaxPool2d(kernel: 2),
          Flatten(), try Linear($0 / 5, 12, 2),
        ])
      },
    ]

    @Test(arguments: layers.keys.sorted())
    func valuesAndGradientsArePyTorchs(name: String) throws {
      let cases: [Case] = try Golden.read("layers.json") + Golden.read("tokens.json")
      let golden = try #require(cases.first { $0.name == name })
      let store = try ParameterStore()
      let build = try #require(Self.layers[name])
      let layer = try build(store.root)
      #expect(Set(store.all.map(\.key)) == Set(golden.state.keys))
      try store.load(golden.state.mapValues { try $0.stored })
      store.isTraining = golden.training

      let input = try golden.input.tensor.requiringGradient()
      let output = try layer(input)
      try expect(output, equals: golden.output, "output")
      try output.backward(golden.upstream.tensor)
      try expect(input.gradient, equals: golden.inputGradient, "gradient of the input")
      for parameter in store.parameters {
        try expect(parameter.tensor.gradient, equals: golden.gradients[parameter.key], "gradient of \(parameter.key)")
      }
      for item in store.all {
        try expect(item.tensor, equals: golden.stateAfter[item.key], "\(item.key) afterwards")
      }
    }

    @Test func everyGoldenHasItsLayer() throws {
      let cases: [Case] = try Golden.read("layers.json") + Golden.read("tokens.json")
      #expect(Set(cases.map(\.name)) == Set(Self.layers.keys))
    }

    @Test func dropoutDropsItsShareInTrainingAndScalesTheRest() throws {
      try Generator.seedStandard(11)
      let store = try ParameterStore()
      let dropped = try Dropout(store.root, 0.25)(.ones([10_000])).floats()
      let zeros = dropped.count { $0 == 0 }
      #expect((2300...2700).contains(zeros))
      #expect(dropped.allSatisfy { $0 == 0 || Swift.abs($0 - 4.0 / 3) < 1e-6 })
    }

    @Test func stochasticDepthLeavesOutWholePictures() throws {
      try Generator.seedStandard(11)
      let store = try ParameterStore()
      let depth = StochasticDepth(store.root, 0.25)
      let rows = try depth(.ones([2000, 2, 3])).reshape([2000, 6])
      let (least, greatest) = (try rows.min(along: [1]).floats(), try rows.max(along: [1]).floats())
      #expect(least == greatest)
      #expect((430...570).contains(least.count { $0 == 0 }))
      #expect(least.allSatisfy { $0 == 0 || Swift.abs($0 - 4.0 / 3) < 1e-6 })
      store.isTraining = false
      #expect(try depth(.ones([4, 2])).isEqual(to: .ones([4, 2])))
    }

    @Test func siluIsTheElementTimesItsSigmoid() throws {
      let input = try Tensor.normal([100], from: Generator(seed: 1))
      #expect(try SiLU()(input).isClose(to: input * input.sigmoid(), absolute: 1e-6))
    }

    @Test func frozenBatchNormUsesAndKeepsRunningStatistics() throws {
      let store = try ParameterStore()
      let norm = try BatchNorm2d(store.root / "bn", 3)
      try store.freeze("bn")
      let input = try Tensor.normal([4, 3, 5, 5], from: Generator(seed: 1)) + 2
      let output = try norm(input)
      #expect(try output.isClose(to: input / (1 + 1e-5).squareRoot(), absolute: 1e-6))
      #expect(try norm.runningMean.isEqual(to: .zeros([3])))
      #expect(try store.stateDict()["bn.num_batches_tracked"]?.floats() == [0])
    }

    /// As `torch.nn.BatchNorm2d` in training mode whose parameters want no gradients.
    @Test func frozenBatchNormMayFollowItsBatches() throws {
      let store = try ParameterStore()
      let norm = try BatchNorm2d(store.root / "bn", 1)
      try store.freeze("bn")
      store.frozenStatisticsFollow = true
      let input = try Tensor([1, 2, 3, 6] as [Float], shape: [2, 1, 1, 2])
      let output = try norm(input)
      #expect(try output.isClose(to: (input - 3) / (3.5 + 1e-5).squareRoot(), absolute: 1e-6))
      #expect(try norm.runningMean.isClose(to: Tensor([0.3] as [Float]), absolute: 1e-6))
      // The unbiased variance, 14/3, by a tenth.
      #expect(try norm.runningVariance.isClose(to: Tensor([0.9 + 1.4 / 3] as [Float]), absolute: 1e-6))
      store.isTraining = false
      #expect(try norm(input).isClose(to: output, absolute: 1e-6) == false)
    }

    @Test func batchNormOfOneValueUsesRunningStatistics() throws {
      let store = try ParameterStore()
      let norm = try BatchNorm1d(store.root / "bn", 3)
      let output = try norm(.ones([1, 3]))
      #expect(try output.isClose(to: .full([1, 3], 1 / (1 + 1e-5).squareRoot()), absolute: 1e-6))
      #expect(try norm.runningVariance.isEqual(to: .ones([3])))
      #expect(try norm(.ones([2, 3])).isEqual(to: .zeros([2, 3])))
    }

    @Test func groupsThatDoNotDivideTheChannelsAreRefused() throws {
      let store = try ParameterStore()
      #expect(throws: TorchError.self) { try Conv2d(store.root, 4, 6, kernel: 3, groups: 4) }
      #expect(throws: TorchError.self) { try Conv2d(store.root, 4, 6, kernel: 3, groups: 0) }
    }

    @Test func batchNormRefusesInputOfAnotherRank() throws {
      let norm = try BatchNorm2d(ParameterStore().root, 3)
      let error = #expect(throws: TorchError.self) { try norm(.zeros([2, 3])) }
      #expect(error?.description == "shape mismatch in BatchNorm2d, [2, 3]: the input must have 4 dimensions")
    }
  }
}
