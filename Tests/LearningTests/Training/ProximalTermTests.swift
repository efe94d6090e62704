import Backbones
import Learning
import Metrics
import TensorFiles
import Testing
import Torch

extension TrainingTests {
  /// FedProx's proximal term; goldens by `make_proximal.py`.
  @Suite struct ProximalTermTests {
    private struct Golden: Decodable {
      let labels: [Int]
      let hidden: Int
      let batch: Int
      let epochs: Int
      let mu: Double
      let rate: Double
      let momentum: Double
      let clip: Double
      let state: [String: [Float]]
      let plain: [String: [Float]]
    }

    /// Stored features, in their order.
    private struct Features: BatchSource {
      let values: Tensor
      let truths: [Truth]

      func forEachBatch(
        order: [Int], size: Int, epoch: Int, startingAt first: Int, part: BatchPart, _ body: (Batch) throws -> Void
      ) throws {
        for (index, rows) in try values.split(size).enumerated().dropFirst(first) {
          try body(Batch(input: rows, truths: Array(truths.dropFirst(index * size).prefix(size))))
        }
      }
    }

    /// A head that learnt from features, two batches a step.
    private func head(_ golden: Golden, mu: Double?) throws -> [String: StoredTensor] {
      let classifier = try Classifier(.resnet18, head: Head.Options(outputs: 2, hidden: golden.hidden), seed: 1)
      var state = try classifier.store.stateDict()
      for (salt, layer) in ["fc.hidden", "fc.output"].enumerated() {
        let shape = try #require(state["\(layer).weight"]).shape
        let scale = (6 / Double(shape[1])).squareRoot()
        state["\(layer).weight"] = try Tensor.filled(shape, salt: Double(salt + 1), scale: scale).stored()
        state["\(layer).bias"] = try Tensor.zeros([shape[0]]).stored()
      }
      try classifier.store.load(state)
      var section = TrainSection()
      section.epochs = golden.epochs
      section.batchSize = golden.batch / 2
      section.accumulate = 2
      section.optimizer.kind = .sgd
      section.optimizer.learningRate = golden.rate
      section.optimizer.momentum = golden.momentum
      section.clipNorm = golden.clip
      section.proximal = mu
      let truths = golden.labels.map(Truth.oneOf)
      let source = Features(values: try .filled([truths.count, 512], salt: 9, scale: 1), truths: truths)
      let trainer = try Trainer(
        TrainableNetwork(classifier, section, input: .features), section,
        objective: Objective(section.loss, outputs: .softmax, classes: .two, truths: truths, on: .cpu))
      _ = try trainer.fit(source, validation: source)
      return try classifier.store.stateDict()
    }

    private func distance(_ state: [String: StoredTensor], _ expected: [String: [Float]]) throws -> Float {
      try expected.flatMap { key, values in
        try zip(Tensor(#require(state[key])).floats(), values).map { abs($0 - $1) }
      }.max() ?? .infinity
    }

    @Test func asPyTorchTrains() throws {
      let golden = try JSONGolden.read(Golden.self, "proximal.json")
      let drawn = try head(golden, mu: golden.mu)
      #expect(try distance(drawn, golden.state) < 1e-5)
      #expect(try distance(drawn, golden.plain) > 1e-2)
      #expect(try distance(head(golden, mu: nil), golden.plain) < 1e-5)
    }

    /// What weights are drawn to is what the stage began with, not what a resumed process finds in the network.
    @Test(arguments: [1, 9, 14]) func resumedAsWithoutABreak(batches: Int) throws {
      var training = TinyTraining()
      training.section.proximal = 2
      let state = try training.state(stoppedAfter: batches)
      let source = try TinyTraining.source()
      let other = try training.classifier()
      #expect(Set(state.start.keys) == Set(other.store.parameters.map(\.key).filter(other.isHeadKey)))
      for parameter in other.store.parameters where other.isHeadKey(parameter.key) {
        try withoutGradients { try parameter.tensor.fillInPlace(0) }
      }
      _ = try training.trainer(other).fit(source, validation: source, from: state)
      #expect(try other.store.stateDict() == training.weights())
    }

    @Test func keptOnlyWhereItIsWanted() throws {
      let states = Box<[TrainingState]>([])
      var hooks = TrainingHooks()
      hooks.save = { states.value.append($0) }
      _ = try TinyTraining().weights(hooks: hooks)
      #expect(!states.value.isEmpty && states.value.allSatisfy { $0.start.isEmpty })
    }
  }
}
