import TensorFiles
import Testing
import Torch

// PyTorch's own SyncBatchNorm runs on graphics processors only, so it can't make goldens here. What it promises is that
// several processes do as one with the whole batch, and this is what is tested, against the layer for one process, whose
// goldens are PyTorch's.
extension TorchTests {
  @Suite struct SynchronizedBatchNormTests {
    /// Outcomes that are to be the same for one process and for several.
    struct Outcome: Sendable {
      /// The part's outputs and the gradients of its inputs, row by row.
      var outputs: [Float] = []
      var inputs: [Float] = []
      /// Gradients of weight and bias, to be added up over the processes.
      var weight: [Float] = []
      var bias: [Float] = []
      /// Running mean and variance.
      var state: [Float] = []
      var batches = 0.0
    }

    /// What a normalisation does in training, in two batches, with those rows of a batch that are in `part`.
    static func outcome(
      _ shape: [Int], _ part: Range<Int>, _ group: ProcessGroup?, statistics: RunningStatistics = .following,
      type: ScalarType = .float32, channelsLast: Bool = false, checkpoints: Bool = false
    ) throws -> Outcome {
      let store = try ParameterStore(seed: 3)
      store.statistics = statistics
      store.statisticsGroup = group
      let layer: any Module =
        shape.count == 4 ? try BatchNorm2d(store.root, shape[1]) : try BatchNorm1d(store.root, shape[1])
      for parameter in store.parameters {
        try withoutGradients { try parameter.tensor.copyInPlace(.normal([shape[1]], from: Generator(seed: 9))) }
      }
      var outcome = Outcome()
      for step in 0..<2 {
        let generator = try Generator(seed: UInt64(step + 1))
        // Means far from 0, and another spread in each batch.
        let whole = try Tensor.normal(shape, from: generator) * Double(step + 1) + 3
        let upstream = try Tensor.normal(shape, from: generator)
        var input = try whole[part].to(type)
        if channelsLast { input = try input.contiguous(.channelsLast) }
        input = try input.clone().requiringGradient()
        let output = try checkpoints ? Checkpoint.run(input) { try layer($0) } : layer(input)
        try output.backward(upstream[part].to(type))
        outcome.outputs = try output.detach().to(.float32).contiguous().floats()
        outcome.inputs = try input.gradient?.to(.float32).contiguous().floats() ?? []
      }
      outcome.weight = try store.parameters[0].tensor.gradient?.floats() ?? []
      outcome.bias = try store.parameters[1].tensor.gradient?.floats() ?? []
      outcome.state = try store.buffers.prefix(2).flatMap { try $0.tensor.floats() }
      outcome.batches = try store.buffers[2].tensor.item()
      return outcome
    }

    func check(
      _ shape: [Int], _ parts: [Range<Int>], statistics: RunningStatistics = .following, channelsLast: Bool = false,
      checkpoints: Bool = false, type: ScalarType = .float32, within tolerance: Float = 2e-6
    ) async throws {
      let expected = try Self.outcome(shape, 0..<shape[0], nil, statistics: statistics, type: type)
      let found = try await ranks(parts.count) { group in
        try Self.outcome(
          shape, parts[group.rank], group, statistics: statistics, type: type, channelsLast: channelsLast,
          checkpoints: checkpoints)
      }
      #expect(largestDifference(found.flatMap(\.outputs), expected.outputs) < tolerance)
      #expect(largestDifference(found.flatMap(\.inputs), expected.inputs) < tolerance)
      let weight = found.dropFirst().reduce(found[0].weight) { zip($0, $1.weight).map(+) }
      let bias = found.dropFirst().reduce(found[0].bias) { zip($0, $1.bias).map(+) }
      #expect(largestDifference(weight, expected.weight) < 10 * tolerance)
      #expect(largestDifference(bias, expected.bias) < 10 * tolerance)
      for outcome in found {
        #expect(outcome.state == found[0].state)
        #expect(largestDifference(outcome.state, expected.state) < tolerance)
        #expect(outcome.batches == expected.batches)
      }
    }

    @Test func imagesAreNormalisedAsOneBatch() async throws {
      try await check([6, 5, 4, 3], [0..<3, 3..<6])
      try await check([6, 5, 4, 3], [0..<3, 3..<6], channelsLast: true)
    }

    @Test func imagesInBfloat16AreNormalisedAsOneBatch() async throws {
      // Outputs and gradients are rounded to eight bits; statistics are not.
      try await check([6, 5, 4, 3], [0..<2, 2..<6], type: .bfloat16, within: 0.03)
    }

    @Test func partsMayDifferInSizeAndBeEmpty() async throws {
      try await check([5, 4, 3, 3], [0..<1, 1..<5])
      try await check([5, 4, 3, 3], [0..<4, 4..<4, 4..<5])
    }

    @Test func vectorsOfWhichEachProcessHasOneAreNormalised() async throws {
      try await check([3, 4], [0..<1, 1..<2, 2..<3])
    }

    @Test func runningStatisticsFollowAsTheStoreSays() async throws {
      try await check([4, 3, 2, 2], [0..<2, 2..<4], statistics: .averaging)
      try await check([4, 3, 2, 2], [0..<2, 2..<4], statistics: .replacing)
    }

    @Test func aPassThatIsRepeatedCountsOnce() async throws {
      try await check([4, 3, 2, 2], [0..<1, 1..<4], checkpoints: true)
    }

    @Test func theRunningStatisticsServeWhereTheBatchDoesNot() async throws {
      let agree = try await ranks(2) { group in
        let store = try ParameterStore(seed: 3)
        store.statisticsGroup = group
        let layer = try BatchNorm1d(store.root, 2)
        let input = try Tensor([Float(1 + group.rank), 4], shape: [1, 2])
        // One value a channel in all.
        let single = try layer(input[0..<(1 - group.rank)])
        store.isTraining = false
        let evaluated = try layer(input)
        store.isTraining = true
        try store.freeze("")
        let frozen = try layer(input)
        #expect(try store.buffers[2].tensor.item() == 0)
        try store.unfreeze("")
        #expect(try withoutGradients { try layer(.ones([2, 2])).requiresGradient } == false)
        #expect(try withInferenceMode { try layer(.ones([2, 2])).requiresGradient } == false)
        return try (group.rank == 1 || single.isClose(to: evaluated)) && frozen.isClose(to: evaluated)
      }
      #expect(agree == [true, true])
    }
  }
}
