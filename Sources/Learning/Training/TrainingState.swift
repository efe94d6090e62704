package import TensorFiles
import Torch

/// Where a training is, with everything it takes to go on from there to the same weights.
package struct TrainingState {
  /// Where it is.
  package var progress: TrainingProgress
  /// What training changes in the network.
  package var model: [String: StoredTensor]
  /// The same in the best epoch of the stage; empty before there is one.
  package var best: [String: StoredTensor]
  /// The averaged weights; empty where none are.
  package var average: [String: StoredTensor]
  /// What a proximal term draws the weights to; empty where there is none.
  package var start: [String: StoredTensor]
  /// What the optimizer remembers.
  package var optimizer: [String: StoredTensor]
  /// The state of the device's random numbers.
  package var random: StoredTensor
}

/// How far a training is.
package struct TrainingProgress: Codable, Sendable, Equatable {
  /// Index of the stage.
  package var stage = 0
  /// The epoch of the stage that is under way or comes next, from 1.
  package var epoch = 1
  /// Batches of that epoch that are done.
  package var batch = 0
  /// Their samples' losses added up.
  var lossSum = 0.0
  /// How many of these were decided rightly.
  var right = RightCount()
  /// Seconds that they took.
  var seconds = 0.0
  /// The best epoch of the stage.
  var best: EarlyStopping.Best?
  /// What the learning rate's schedule remembers.
  var plateau: PlateauSchedule?
  /// What the gradients are scaled by.
  var scaler: GradientScaler?
  /// What all epochs so far gave, those of earlier stages too.
  package var epochs: [EpochResult] = []

  /// The start of the first stage.
  package init() {}

  /// The start of the next stage.
  var nextStage: TrainingProgress {
    var next = TrainingProgress()
    next.stage = stage + 1
    next.epochs = epochs
    return next
  }
}
