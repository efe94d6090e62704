import Backbones
import Bundles
import Foundation
import Learning
import Metrics
import TensorFiles
import Testing
import Torch

extension TrainingTests {
  /// Ranks that divide batches, each on a thread, against one process.
  @Suite struct RankTrainingTests {
    /// Batches of 4, the last one of 2: of three ranks one has nothing of it.
    ///
    /// The backbone is frozen, but not so the batch normalisation of the head.
    private static var training: TinyTraining {
      var training = TinyTraining()
      training.section.optimizer.kind = .sgd
      training.section.optimizer.momentum = 0.9
      training.section.optimizer.learningRate = 0.05
      return training
    }

    /// How far the weights of networks are apart at most.
    private func distance(_ left: [String: StoredTensor], _ right: [String: StoredTensor]) throws -> Float {
      try #require(Set(left.keys) == Set(right.keys))
      return try left.map { key, tensor in
        try zip(tensor.floats(), #require(right[key]).floats()).map { abs($0 - $1) }.max() ?? 0
      }.max() ?? 0
    }

    private func expectEqual(_ training: TinyTraining, ranks: Int) throws {
      let alone = try training.weights()
      for result in try RankThreads.run(ranks, { try training.weights(ranks: $0) }) {
        #expect(try distance(result.get(), alone) < 1e-5)
      }
    }

    @Test(arguments: [2, 3])
    func theWeightsAreThoseOfOneProcess(ranks: Int) throws { try expectEqual(Self.training, ranks: ranks) }

    @Test(arguments: [nil, WeightAveraging.exponential(decay: 0.9), .equal(share: 0.5)])
    func withEverythingThatRemembers(average: WeightAveraging?) throws {
      var training = Self.training
      training.section.average = average
      training.section.accumulate = 2
      training.section.clipNorm = 0.5
      training.section.sampling = .balanced
      training.section.checkpointing = true
      training.section.loss.classWeights = .balanced
      training.section.schedule = .plateau(PlateauScheduleSection())
      training.section.earlyStopping = EarlyStoppingSection()
      try expectEqual(training, ranks: 2)
    }

    /// Without synchronised statistics ranks learn otherwise than one process, but all alike.
    @Test func statisticsOfTheirOwnAreTheFirstRanks() throws {
      var training = Self.training
      training.section.synchronizesBatchNorm = false
      let results = try RankThreads.run(2) { [training] in try training.weights(ranks: $0) }
      #expect(try results[0].get() == results[1].get())
      #expect(try distance(results[0].get(), training.weights()) > 1e-5)
    }

    /// A head on features does not divide batches.
    @Test func aHeadOnFeaturesLearnsAlikeEverywhere() throws {
      let training = try SmallTraining(12)
      let alone = try Self.train(training, "alone", ranks: 1).bundle.weights()
      let found = try Self.train(training, "two", ranks: 2)
      #expect(try found.bundle.weights() == alone)
    }

    /// The first rank tries, and the others do as it found.
    @Test func onePrecisionForAll() throws {
      let training = try SmallTraining(12, overrides: ["precision=auto", "epochs=1", "fine_tune=full"])
      let found = try Self.train(training, "two", ranks: 2)
      let recipe = try Recipe(yaml: found.bundle.metadata.recipe, file: "kept.yaml")
      #expect([.f32, .bf16].contains(recipe.train.precision))
    }

    /// From pictures, which the ranks read a part each, to the files that a run leaves; a whole network learns.
    ///
    /// The step is so small that what rounding adds does not grow, as it does in any training: one process with another
    /// number of threads would be as far off. For the same reason batches are whole: of two values a normalisation makes
    /// ±1, however near they are.
    @Test func wholeRunsAreAlike() throws {
      let training = try SmallTraining(
        20,
        overrides: [
          "architecture=resnet18", "epochs=2", "fine_tune=full",
          "optimizer={kind: sgd, lr: 1e-5, momentum: 0.9}", "batch_size=8",
          "augment={flip: 0.5, rotation: 5}", "early_stopping={metric: auroc}",
        ])
      let alone = try Self.train(training, "alone", ranks: 1)
      let found = try Self.train(training, "two", ranks: 2)
      let (left, right) = (try found.bundle.weights(), try alone.bundle.weights())
      func parameters(_ weights: [String: StoredTensor]) -> [String: StoredTensor] {
        weights.filter { !$0.key.contains(".running_") }
      }
      #expect(try distance(parameters(left), parameters(right)) < 1e-5)
      for (key, tensor) in left where key.contains(".running_") {
        let (found, expected) = (tensor.floats(), try #require(right[key]).floats())
        let scale = expected.map(abs).max() ?? 0
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-3 * scale }, "\(key)")
      }
      #expect(found.epochs.map(\.isBest) == alone.epochs.map(\.isBest))
      for (left, right) in zip(found.epochs, alone.epochs) {
        #expect(abs(left.trainLoss - right.trainLoss) < 1e-5)
        #expect(left.trainAccuracy == right.trainAccuracy && left.trainAccuracy != nil)
        #expect(abs(left.validationLoss - right.validationLoss) < 1e-4)
      }
      func names(_ result: RunResult) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: result.url.path).filter { !$0.hasPrefix("logs/") }.sorted()
      }
      #expect(try names(found) == names(alone))
    }

    private static func train(
      _ training: SmallTraining, _ output: String, ranks count: Int, resuming: Bool = false,
      interruptions: [Interruption]? = nil, observer: @escaping @Sendable (TrainingEvent) -> Void = { _ in }
    ) throws -> RunResult {
      let (recipe, data, place) = (training.recipe, training.data, training.place(output))
      let results = try RankThreads.run(count) { ranks -> RunResult? in
        let run = try TrainingRun(
          recipe, weights: .random, ranks: ranks, stressPictures: 0,
          interruption: interruptions?[ranks.rank] ?? Interruption(), observer: observer)
        guard ranks.isFirst else {
          try run.assist(on: data)
          return nil
        }
        return try run.train(on: data, output: place, resuming: resuming)
      }
      for result in results.dropFirst() { _ = try result.get() }
      return try #require(try results[0].get())
    }

    // MARK: - Ends

    /// An interruption that one rank hears of is all ranks', and others go on from there, as many as there are.
    @Test(arguments: [(2, 1), (1, 2), (2, 3)])
    func anotherNumberOfRanksGoesOn(before: Int, after: Int) throws {
      let training = try SmallTraining(
        12, head: "{hidden: 16, batch_norm: true}",
        overrides: ["optimizer={kind: sgd, lr: 0.05, momentum: 0.9}", "batch_size=4", "augment={flip: 0.5}"])
      let straight = try Self.train(training, "straight", ranks: 1).bundle.weights()
      let interruptions = (0..<before).map { _ in Interruption() }
      let last = interruptions[before - 1]
      #expect(throws: LearningError.interrupted) {
        try Self.train(training, "run", ranks: before, interruptions: interruptions) { event in
          if case .batch(2, 2, _, _) = event { last.request() }
        }
      }
      let found = try Self.train(training, "run", ranks: after, resuming: true)
      #expect(try distance(found.bundle.weights(), straight) < 1e-5)
    }

    @Test func aRankThatIsGoneEndsTheOthers() throws {
      struct Gone: Error {}
      let training = Self.training
      let results = try RankThreads.run(2) { ranks in
        var hooks = TrainingHooks()
        if !ranks.isFirst {
          hooks.record = { result, _ in if result.epoch == 2 { throw Gone() } }
        }
        _ = try training.weights(hooks: hooks, ranks: ranks)
      }
      #expect(throws: Gone.self) { try results[1].get() }
      #expect { try results[0].get() } throws: { error in
        if case TorchError.peerLost = error { true } else { false }
      }
    }

    @Test func ranksThatDifferAreRefused() throws {
      let training = try SmallTraining(12)
      let (recipe, data, place) = (training.recipe, training.data, training.place("run"))
      var other = recipe
      other.train.epochs = 1
      let results = try RankThreads.run(2) { [other] ranks in
        let run = try TrainingRun(ranks.isFirst ? recipe : other, weights: .random, ranks: ranks, observer: { _ in })
        if ranks.isFirst { _ = try run.train(on: data, output: place) } else { try run.assist(on: data) }
      }
      for result in results {
        #expect(throws: LearningError.ranksDiffer(rank: 1, in: ["recipe"])) { try result.get() }
      }
    }
  }
}
