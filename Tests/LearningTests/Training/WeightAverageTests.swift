import Backbones
import Foundation
import Learning
import Metrics
import TensorFiles
import Testing
import Torch

extension TrainingTests {
  /// Means of weights over the steps, against `torch.optim.swa_utils` and against sums in double precision.
  @Suite struct WeightAverageTests {
    private struct Golden: Decodable {
      let decay: Double
      let first: Int
      let states: [[String: [Float]]]
      let ema: [String: [Float]]
      let swa: [String: [Float]]
    }

    /// The small network of `make_goldens.py`.
    private struct Small {
      let store: ParameterStore
      let network: Sequential

      init() throws {
        store = try ParameterStore()
        let root = store.root
        network = Sequential([
          try Conv2d(root / 0, 1, 2, kernel: 3), try BatchNorm2d(root / 1, 2), ReLU(), AdaptiveAvgPool2d(1), Flatten(),
          try Linear(root / 5, 2, 2),
        ])
      }

      func load(_ state: [String: [Float]]) throws {
        var stored: [String: StoredTensor] = [:]
        for parameter in store.all {
          let values = try Tensor(#require(state[parameter.key]), shape: parameter.tensor.shape)
          stored[parameter.key] = try values.to(parameter.tensor.scalarType).stored()
        }
        try store.load(stored)
      }

      func expect(_ state: [String: [Float]]) throws {
        for parameter in store.all {
          let values = try zip(parameter.tensor.floats(), #require(state[parameter.key]))
          #expect(values.allSatisfy { abs($0 - $1) < 1e-5 }, "\(parameter.key)")
        }
      }
    }

    @Test func exponentialAsPyTorch() throws {
      let golden = try JSONGolden.read(Golden.self, "averages.json")
      let small = try Small()
      try small.load(golden.states[0])
      let average = try WeightAverage(small.store.all, .exponential(decay: golden.decay))
      for (step, state) in golden.states.dropFirst().enumerated() {
        try small.load(state)
        try average.update(step: step)
      }
      try average.apply()
      var expected = golden.ema
      // PyTorch averages the counter too, and rounds it; here it is taken over.
      expected["1.num_batches_tracked"] = golden.states.last?["1.num_batches_tracked"]
      try small.expect(expected)
    }

    @Test func equalWithStatisticsAnewAsPyTorch() throws {
      let golden = try JSONGolden.read(Golden.self, "averages.json")
      let small = try Small()
      let average = try WeightAverage(small.store.trainable, .equal)
      for (step, state) in golden.states.dropFirst().enumerated() where step >= golden.first {
        try small.load(state)
        try average.update(step: step - golden.first)
      }
      try average.apply()
      small.store.statistics = .averaging
      try withoutGradients {
        for counter in small.store.buffers where try counter.tensor.scalarType == .int64 {
          try counter.tensor.fillInPlace(0)
        }
        for number in 0..<4 {
          _ = try small.network(.filled([3, 1, 6, 6], salt: 10 + Double(number), scale: 1.5))
        }
      }
      try small.expect(golden.swa)
    }

    // MARK: - In a training

    /// The weights after each step, and those that the training leaves.
    private func trained(
      _ average: WeightAveraging?, _ change: (inout TrainSection) -> Void = { _ in }
    ) throws -> (before: [String: [Float]], steps: [[String: [Float]]], end: [String: [Float]]) {
      var training = TinyTraining()
      training.section.average = average
      change(&training.section)
      let classifier = try training.classifier()
      let steps = Box<[[String: [Float]]]>([])
      var hooks = TrainingHooks()
      hooks.observer = { event in
        guard case .batch = event, let state = try? Self.floats(classifier.store) else { return }
        steps.value.append(state)
      }
      let before = try Self.floats(classifier.store)
      let source = try TinyTraining.source()
      _ = try training.trainer(classifier, hooks: hooks).fit(source, validation: source)
      return (before, steps.value, try Self.floats(classifier.store))
    }

    private static func floats(_ store: ParameterStore) throws -> [String: [Float]] {
      try store.stateDict().mapValues { try Tensor($0).floats() }
    }

    @Test func trainingGoesOnWithTheWeightsThemselves() throws {
      let plain = try trained(nil)
      #expect(plain.steps.count == 21)
      #expect(plain.steps.last == plain.end)
      for average in [WeightAveraging.exponential(decay: 0.98), .equal(share: 1)] {
        let averaged = try trained(average)
        #expect(averaged.steps == plain.steps)
        #expect(averaged.end != plain.end)
      }
    }

    @Test func exponentialOverAllSteps() throws {
      let (before, steps, end) = try trained(.exponential(decay: 0.7))
      for (key, values) in end where !key.hasSuffix("num_batches_tracked") {
        var mean = try #require(before[key]).map(Double.init)
        for (n, state) in steps.enumerated() {
          let kept = min(0.7, (1 + Double(n)) / (10 + Double(n)))
          mean = try zip(mean, #require(state[key])).map { kept * $0 + (1 - kept) * Double($1) }
        }
        #expect(zip(values, mean).allSatisfy { abs(Double($0) - $1) < 1e-5 * max(1, $1.magnitude) }, "\(key)")
      }
    }

    @Test func equalOverTheLastSteps() throws {
      let (_, steps, end) = try trained(.equal(share: 0.4))
      // The last 8 of 21 steps.
      let last = steps.suffix(8)
      for (key, values) in end where !key.contains(".running_") && !key.hasSuffix("num_batches_tracked") {
        for (index, value) in values.enumerated() {
          let mean = last.reduce(0) { $0 + Double($1[key]?[index] ?? .nan) } / 8
          #expect(abs(Double(value) - mean) < 1e-5 * max(1, mean.magnitude), "\(key)")
        }
      }
      // The head's statistics come from one pass of seven batches; the frozen backbone's are as they were.
      #expect(end["head.norm.num_batches_tracked"] == [7])
      #expect(steps.last?["head.norm.num_batches_tracked"] == [21])
      #expect(end["block1.norm.running_mean"] == steps.last?["block1.norm.running_mean"])
    }

    /// Whether the mean has begun in an epoch or not.
    @Test(arguments: [WeightAveraging.exponential(decay: 0.9), .equal(share: 0.5), .equal(share: 0.1)])
    func whatIsJudgedIsWhatIsKept(average: WeightAveraging) throws {
      var training = TinyTraining()
      training.section.epochs = 4
      training.section.average = average
      training.section.earlyStopping = EarlyStoppingSection()
      let classifier = try training.classifier()
      let source = try TinyTraining.source()
      let trainer = try training.trainer(classifier)
      let progress = try trainer.fit(source, validation: source)
      let objective = Objective(
        training.section.loss, outputs: .softmax, classes: .two, truths: source.truths, on: .cpu)
      let loss = try objective.loss(trainer.predict(source), source.truths).item()
      #expect(abs(loss - (progress.epochs.map(\.validationLoss).min() ?? .nan)) < 1e-7)
    }
  }
}
