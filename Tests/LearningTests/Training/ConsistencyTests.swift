import Backbones
import Learning
import Metrics
import Testing
import Torch

extension TrainingTests {
  /// Two views of a sample shall be read alike; goldens by `make_consistency.py`.
  @Suite struct ConsistencyTests {
    private struct Golden: Decodable {
      struct Case: Decodable {
        let outputs: String
        let logits: [Double]
        let divergence: Double
        let gradient: [Double]
      }

      struct Training: Decodable {
        let labels: [Int]
        let weight: Double
        let losses: [Double]
        let means: [Double]
        let state: [String: [Float]]
      }

      let cases: [Case]
      let training: Training

      static func read() throws -> Golden { try JSONGolden.read(Golden.self, "consistency.json") }
    }

    /// Batches of two views each, in memory, in their order.
    private struct ViewBatches: BatchSource {
      let inputs: [Tensor]
      let truths: [Truth]
      let views: Int

      func forEachBatch(
        order: [Int], size: Int, epoch: Int, startingAt first: Int, part: BatchPart, _ body: (Batch) throws -> Void
      ) throws {
        for input in inputs.dropFirst(first) {
          try body(Batch(input: input.contiguous(.channelsLast), truths: Array(truths.prefix(size)), views: views))
        }
      }
    }

    @Test func divergenceAndGradientAreThoseOfKLDiv() throws {
      for golden in try Golden.read().cases {
        let outputs = try #require(HeadSection.Outputs(rawValue: golden.outputs))
        let width = outputs == .sigmoid ? 1 : 2
        let logits = try Tensor(golden.logits.map(Float.init), shape: [golden.logits.count / width, width])
          .requiringGradient()
        let views = try logits.split(logits.shape[0] / 2)
        let loss = try ConsistencyLoss(outputs)(views[0], views[1])
        #expect(abs(try loss.item() - golden.divergence) < 2e-6)
        try loss.backward()
        let gathered = try logits.gradient
        let gradient = try #require(gathered).floats()
        #expect(zip(gradient, golden.gradient).allSatisfy { abs(Double($0) - $1) < 1e-6 })
        // Which view comes first is no matter.
        #expect(abs(try ConsistencyLoss(outputs)(views[1], views[0]).item() - golden.divergence) < 2e-6)
      }
    }

    @Test func asPyTorchTrains() throws {
      let golden = try Golden.read().training
      let classifier = try Classifier(.resnet18, head: Head.Options(outputs: 2), seed: 1)
      try classifier.fill()
      var section = TrainSection()
      section.epochs = 1
      section.batchSize = golden.labels.count
      section.fineTune = .full
      section.optimizer.kind = .sgd
      section.optimizer.learningRate = 1e-3
      section.consistency = ConsistencySection()
      section.consistency?.weight = golden.weight
      let truths = golden.losses.flatMap { _ in golden.labels.map(Truth.oneOf) }
      let source = ViewBatches(
        inputs: try golden.losses.indices.map {
          try .filled([2 * golden.labels.count, 3, 64, 64], salt: 200 + Double($0), scale: 1.5)
        }, truths: truths, views: 2)
      let validation = TensorBatches(images: try source.inputs[0].split(4)[0], labels: golden.labels)
      let losses = Box<[Double]>([])
      var hooks = TrainingHooks()
      hooks.observer = { if case .batch(_, _, _, let loss) = $0 { losses.value.append(loss) } }
      let trainer = try Trainer(
        TrainableNetwork(classifier, section, input: .images), section,
        objective: Objective(
          section.loss, consistency: section.consistency, outputs: .softmax, classes: .two, truths: truths, on: .cpu),
        hooks: hooks)
      _ = try trainer.fit(source, validation: validation)
      #expect(losses.value.count == golden.losses.count)
      for (ours, theirs) in zip(losses.value, golden.losses) { #expect(abs(ours - theirs) < 2e-4) }
      let state = try classifier.store.stateDict()
      for (key, values) in golden.state {
        let ours = try Tensor(#require(state[key])).floats()
        for (a, b) in zip(ours, values) { #expect(abs(a - b) < 2e-4 * max(1, abs(b)), "\(key)") }
      }
    }

    /// Without the divergence the loss of two views is the mean of theirs, whatever the weights of classes.
    @Test func theLossOfTwoViewsIsTheirMean() throws {
      var section = LossSection()
      section.classWeights = .balanced
      let truths = [0, 1, 1, 1].map(Truth.oneOf)
      func objective(_ consistency: ConsistencySection?) -> Objective {
        Objective(
          section, consistency: consistency, outputs: .softmax, classes: .two, truths: truths, on: .cpu)
      }
      let logits = try Tensor.filled([8, 2], salt: 1, scale: 3)
      let batch = Batch(input: logits, truths: truths, views: 2)
      let views = try logits.split(4)
      let mean = try (objective(nil).loss(views[0], truths).item() + objective(nil).loss(views[1], truths).item()) / 2
      #expect(abs(try objective(nil).loss(logits, of: batch).item() - mean) < 1e-6)
      var consistency = ConsistencySection()
      consistency.weight = 0.5
      let apart = try ConsistencyLoss(.softmax)(views[0], views[1]).item()
      #expect(abs(try objective(consistency).loss(logits, of: batch).item() - mean - 0.5 * apart) < 1e-6)
      // One view has nothing to be apart from.
      let single = try objective(consistency).loss(views[0], of: Batch(input: views[0], truths: truths)).item()
      #expect(try single == objective(nil).loss(views[0], truths).item())
    }
  }
}
