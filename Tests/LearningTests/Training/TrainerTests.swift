import Backbones
import Foundation
import Learning
import Metrics
import TensorFiles
import Testing
import Torch

extension TrainingTests {
  /// Steps of training, against PyTorch and against each other.
  @Suite struct TrainerTests {
    private struct Golden: Decodable {
      let labels: [Int]
      let losses: [Double]
      let state: [String: [Float]]
    }

    /// All layers of ResNet-18 for two epochs: SGD with two rates on one cycle, weighted and smoothed cross-entropy,
    /// gradients of two batches added up and clipped.
    @Test func asPyTorchTrains() throws {
      let golden = try JSONGolden.read(Golden.self, "training.json")
      let classifier = try Classifier(.resnet18, head: Head.Options(outputs: 2), seed: 1)
      try classifier.fill()
      var section = TrainSection()
      section.epochs = 2
      section.batchSize = 4
      section.accumulate = 2
      section.fineTune = .full
      section.clipNorm = 1
      section.optimizer.kind = .sgd
      section.optimizer.momentum = 0.9
      section.optimizer.learningRate = 1e-2
      section.optimizer.weightDecay = 0.01
      section.optimizer.groups.backbone = 0.1
      section.schedule = .oneCycle(OneCycleScheduleSection())
      section.loss.classWeights = .balanced
      section.loss.labelSmoothing = 0.1
      let images = try Tensor.cat((0..<8).map { try .filled([4, 3, 64, 64], salt: 100 + Double($0), scale: 1.5) })
      let source = TensorBatches(images: images, labels: golden.labels, isOrdered: true)
      let losses = Box<[Double]>([])
      var hooks = TrainingHooks()
      hooks.observer = { if case .batch(_, _, _, let loss) = $0 { losses.value.append(loss) } }
      let trainer = try Trainer(
        TrainableNetwork(classifier, section, input: .images), section,
        objective: Objective(
          section.loss, outputs: .softmax, classes: .two, truths: golden.labels.map(Truth.oneOf), on: .cpu),
        hooks: hooks)
      _ = try trainer.fit(source, validation: source)
      #expect(losses.value.count == golden.losses.count)
      for (ours, theirs) in zip(losses.value, golden.losses) { #expect(abs(ours - theirs) < 1e-4) }
      let state = try classifier.store.stateDict()
      for (key, values) in golden.state {
        let ours = try Tensor(#require(state[key])).floats()
        for (a, b) in zip(ours, values) { #expect(abs(a - b) < 2e-4 * max(1, abs(b)), "\(key)") }
      }
    }

    // MARK: - Repeating

    @Test func sameSeedSameWeights() throws {
      var training = TinyTraining()
      let weights = try training.weights()
      #expect(try training.weights() == weights)
      training.section.seed = 1
      #expect(try training.weights() != weights)
    }

    @Test func checkpointingGivesTheSameWeights() throws {
      var training = TinyTraining()
      training.architecture = .resnet18
      training.section.fineTune = .full
      training.section.optimizer.kind = .sgd
      training.section.epochs = 1
      // The later layers see one pixel a picture: with the two pictures that batches of four would end in, batch
      // normalisation divides by next to nothing, and one step blows the network up, in PyTorch as well.
      training.section.batchSize = 13
      let weights = try training.weights()
      training.section.checkpointing = true
      let again = try training.weights()
      for (key, tensor) in weights {
        let (a, b) = try (Tensor(tensor).floats(), Tensor(#require(again[key])).floats())
        #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-4 }, "\(key)")
      }
    }

    @Test func mixedPrecisionLearnsToo() throws {
      var training = TinyTraining()
      training.section.epochs = 12
      training.section.fineTune = .full
      training.section.precision = .bf16
      let losses = Box<[Double]>([])
      var hooks = TrainingHooks()
      hooks.observer = { if case .epoch(let result, _) = $0 { losses.value.append(result.validationLoss) } }
      _ = try training.weights(hooks: hooks)
      #expect(losses.value.count == 12)
      #expect((losses.value.last ?? 1) < 0.8 * (losses.value.first ?? 0))
    }

    @Test func float16NeedsCUDA() throws {
      var training = TinyTraining()
      training.section.precision = .fp16
      let classifier = try training.classifier()
      #expect(throws: LearningError.precisionNeedsCUDA) { try training.trainer(classifier) }
    }

    // MARK: - Freezing

    @Test func lastBlocksAloneLearn() throws {
      var training = TinyTraining()
      training.section.fineTune = .lastBlocks(1)
      let before = try training.classifier().store.stateDict()
      let after = try training.weights()
      let changed = Set(before.keys.filter { before[$0] != after[$0] })
      #expect(changed.allSatisfy { $0.hasPrefix("block3.") || !$0.hasPrefix("block") })
      #expect(changed.contains("block3.conv.weight"))
      #expect(changed.contains("block3.norm.running_mean"))
      #expect(changed.contains { !$0.hasPrefix("block") })
    }

    @Test func frozenBatchNormStaysWhileTheRestLearns() throws {
      var training = TinyTraining()
      training.section.fineTune = .full
      training.section.freezesBatchNorm = true
      let before = try training.classifier().store.stateDict()
      let after = try training.weights()
      let changed = Set(before.keys.filter { before[$0] != after[$0] })
      #expect(changed.isSuperset(of: ["block1.conv.weight", "block3.conv.weight", "head.norm.running_mean"]))
      #expect(!changed.contains { $0.hasPrefix("block") && $0.contains(".norm.") })
    }

    @Test func backboneHasItsOwnRate() throws {
      var training = TinyTraining()
      training.section.optimizer.kind = .sgd
      training.section.optimizer.learningRate = 0.01
      training.section.optimizer.groups.backbone = 1e-12
      training.section.fineTune = .full
      let before = try training.classifier().store.stateDict()
      let after = try training.weights()
      let key = "block1.conv.weight"
      let (a, b) = try (Tensor(#require(before[key])).floats(), Tensor(#require(after[key])).floats())
      #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 })
      #expect(before.keys.contains { !$0.hasPrefix("block") && before[$0] != after[$0] })
    }

    /// A head learns the same from features that were computed once as from the images.
    ///
    /// Batch normalisation takes a shift of all units back, so where all samples of a batch are above the ReLU's bend the
    /// gradient of a bias before it is 0 but for rounding. Adam divides that by its own size and steps at full length in a
    /// random direction, which changes no logit; so Adam learns without it here, and SGD with it.
    @Test(arguments: [(OptimizerSection.Kind.sgd, true), (.adamw, false)])
    func featuresTeachAHeadWhatImagesDo(optimizer: OptimizerSection.Kind, batchNorm: Bool) throws {
      var training = TinyTraining()
      training.section.optimizer.kind = optimizer
      training.head.batchNorm = batchNorm
      let fromImages = try training.weights()
      let classifier = try training.classifier()
      let source = try TinyTraining.source()
      classifier.store.isTraining = false
      let features = try withoutGradients { try classifier.head.pooled(classifier.backbone(source.images)) }
      training.input = .features
      let batches = FeatureBatches(features, truths: source.truths)
      _ = try training.trainer(classifier).fit(batches, validation: batches)
      let fromFeatures = try classifier.store.stateDict()
      for (key, tensor) in fromImages {
        let (a, b) = try (Tensor(tensor).floats(), Tensor(#require(fromFeatures[key])).floats())
        #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 }, "\(key)")
      }
    }

    // MARK: - Steps

    @Test func accumulationIsALargerBatch() throws {
      // Without batch statistics, four parts of a batch are the batch; the last step has fewer samples.
      var training = TinyTraining()
      training.head = Head.Options(outputs: 2, hidden: 8)
      training.section.batchSize = 8
      training.section.optimizer.kind = .sgd
      func weights(_ section: TrainSection) throws -> [Float] {
        let classifier = try training.classifier()
        let trainer = try Trainer(
          TrainableNetwork(classifier, section, input: .images), section,
          objective: Objective(
            section.loss, outputs: .softmax, classes: .two, truths: TinyTraining.labels.map(Truth.oneOf), on: .cpu))
        let source = try TinyTraining.source()
        _ = try trainer.fit(source, validation: source)
        return try classifier.store.trainable.flatMap { try $0.tensor.floats() }
      }
      let whole = try weights(training.section)
      training.section.batchSize = 2
      training.section.accumulate = 4
      let parts = try weights(training.section)
      #expect(zip(whole, parts).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func lossThatIsNotANumberStops() throws {
      var training = TinyTraining()
      training.section.epochs = 5
      training.section.fineTune = .full
      training.section.earlyStopping = EarlyStoppingSection()
      let classifier = try training.classifier()
      let states = Box<[TrainingState]>([])
      let epochs = Box(0)
      var hooks = TrainingHooks()
      hooks.save = { states.value.append($0) }
      hooks.observer = { event in
        guard case .epoch = event else { return }
        epochs.value += 1
        // After the second epoch somebody spoils the weights.
        guard epochs.value == 2, let bias = classifier.store.parameters.last?.tensor else { return }
        try? withoutGradients { try bias.fillInPlace(.nan) }
      }
      let source = try TinyTraining.source()
      let trainer = try training.trainer(classifier, hooks: hooks)
      let failure = #expect(throws: LearningError.self) { try trainer.fit(source, validation: source) }
      guard case .lossIsNotFinite(epoch: 3, batch: 1, let value) = failure else {
        Issue.record("\(String(describing: failure))")
        return
      }
      #expect(value.isNaN)
      #expect(states.value.count == 2)
      #expect(try #require(failure).description.contains("batch 1 in epoch 3"))
      for parameter in classifier.store.all { #expect(try parameter.tensor.floats().allSatisfy(\.isFinite)) }
    }
  }
}
