import Backbones
import Foundation
import Learning
import TensorFiles
import Testing
import Torch

extension TrainingTests {
  /// A training that is stopped and goes on reaches the same weights, bit by bit.
  @Suite struct ResumeTests {
    /// Stops after `batches` batches, goes on in a new network, and returns the weights.
    private func weights(_ training: TinyTraining, stoppedAfter batches: Int) throws -> [String: StoredTensor] {
      let state = try training.state(stoppedAfter: batches)
      let source = try TinyTraining.source()
      let classifier = try training.classifier()
      let finished = try training.trainer(classifier).fit(source, validation: source, from: state)
      #expect(finished.epochs.count == training.section.epochs)
      return try classifier.store.stateDict()
    }

    @Test(arguments: [1, 3, 7, 10, 20])
    func goesOnAsIfNothingHadHappened(batches: Int) throws {
      let training = TinyTraining()
      #expect(try weights(training, stoppedAfter: batches) == training.weights())
    }

    @Test(arguments: [nil, WeightAveraging.exponential(decay: 0.9), .equal(share: 0.4)])
    func withEverythingThatRemembers(average: WeightAveraging?) throws {
      var training = TinyTraining()
      training.section.average = average
      training.section.epochs = 6
      training.section.accumulate = 2
      training.section.clipNorm = 1
      training.section.sampling = .balanced
      training.section.optimizer.kind = .sgd
      training.section.optimizer.momentum = 0.9
      training.section.optimizer.learningRate = 0.05
      var plateau = PlateauScheduleSection()
      plateau.patience = 0
      training.section.schedule = .plateau(plateau)
      training.section.earlyStopping = EarlyStoppingSection()
      let straight = try training.weights()
      for batches in [3, 7, 15, 30] { #expect(try weights(training, stoppedAfter: batches) == straight) }
    }

    /// Without early stopping, where the stage ends with the averages themselves.
    @Test(arguments: [WeightAveraging.exponential(decay: 0.98), .equal(share: 0.5)], [3, 7, 16, 21])
    func averagesGoOn(average: WeightAveraging, batches: Int) throws {
      var training = TinyTraining()
      training.section.average = average
      #expect(try weights(training, stoppedAfter: batches) == training.weights())
    }

    /// Statistics of frozen layers are part of what is kept.
    @Test func frozenStatisticsThatFollowGoOn() throws {
      var training = TinyTraining()
      training.section.frozenBatchNorm = .train
      training.section.earlyStopping = EarlyStoppingSection()
      // The blocks of the backbone would draw random numbers for dropout; the network without them is as good.
      training.architecture = .resnet18
      training.section.epochs = 2
      let straight = try training.weights()
      #expect(try weights(training, stoppedAfter: 9) == straight)
      let before = try training.classifier().store.stateDict()
      #expect(straight["layer1.0.bn1.running_mean"] != before["layer1.0.bn1.running_mean"])
      #expect(straight["layer1.0.conv1.weight"] == before["layer1.0.conv1.weight"])
      training.section.frozenBatchNorm = .eval
      #expect(try training.weights()["layer1.0.bn1.running_mean"] == before["layer1.0.bn1.running_mean"])
    }

    @Test func keepsAStateNowAndThen() throws {
      let states = Box<[(epoch: Int, batch: Int)]>([])
      var hooks = TrainingHooks()
      hooks.savingInterval = 0
      hooks.save = { states.value.append(($0.progress.epoch, $0.progress.batch)) }
      _ = try TinyTraining().weights(hooks: hooks)
      // Seven batches and an end, three times.
      #expect(states.value.count == 24)
      #expect(states.value[3] == (1, 4))
      #expect(states.value[7] == (2, 0))
    }
  }
}
