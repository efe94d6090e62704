import Backbones
import TensorFiles
package import Torch

/// Trains a network by one stage of a recipe.
///
/// A head on stored features and a whole network on images differ in their batches and in the ``TrainableNetwork`` alone.
/// With the same seed, batches and thread count the weights are the same on the processor, bit by bit, whether the training
/// ran through or was resumed.
package struct Trainer {
  /// Images that are measured at a time.
  private static let measuredAtOnce = 64

  let network: TrainableNetwork
  let section: TrainSection
  let objective: Objective
  let hooks: TrainingHooks
  /// Tensors that this stage or one before it changes; only they are kept.
  let changing: [Parameter]

  /// A trainer of what the network has that is not frozen.
  ///
  /// - Parameter changing: What a state holds; by default what this stage changes.
  package init(
    _ network: TrainableNetwork, _ section: TrainSection, objective: Objective, hooks: TrainingHooks = TrainingHooks(),
    changing: [Parameter]? = nil
  ) {
    self.network = network
    self.section = section
    self.objective = objective
    self.hooks = hooks
    self.changing = changing ?? network.changing
  }

  /// Trains on `training`, judges every epoch by `validation`, and leaves the best weights (or, if the recipe wants that,
  /// the last) in the network.
  ///
  /// Where weights are averaged, it is the averages that are judged and left.
  ///
  /// - Parameters:
  ///   - stressed: Validation pictures under stress, measured too where given.
  ///   - progress: Where the stage begins: what came before it.
  ///   - state: Where to go on inside the stage.
  /// - Returns: How far it came: the stage is done.
  /// - Throws: ``LearningError/lossIsNotFinite(epoch:batch:value:)``, with the network as of the best epoch before it then;
  ///   ``LearningError/interrupted``, with its state saved.
  package func fit(
    _ training: any BatchSource, validation: any BatchSource, stressed: (any BatchSource)? = nil,
    after progress: TrainingProgress = TrainingProgress(), from state: TrainingState? = nil
  ) throws -> TrainingProgress {
    var loop = try TrainingLoop(self, truths: training.truths, after: progress, from: state)
    do {
      while !loop.isDone {
        try loop.runEpoch(training)
        try loop.judgeEpoch(validation, training: training, stressed: stressed)
      }
    } catch let error as LearningError {
      if case .lossIsNotFinite = error { try loop.restoreBest() }
      throw error
    }
    try loop.finish(training)
    return loop.progress
  }

  /// Estimates the running statistics of batch normalisation anew: means over one pass through training samples, as
  /// `torch.optim.swa_utils.update_bn`.
  ///
  /// - Parameters:
  ///   - order: Indices of the samples.
  ///   - epoch: The epoch as which they are varied.
  func estimateStatistics(_ source: any BatchSource, order: [Int], epoch: Int) throws {
    let store = network.classifier.store
    let counters = try network.changing.filter { try $0.tensor.scalarType == .int64 }
    guard !counters.isEmpty else { return }
    store.isTraining = true
    store.statistics = .averaging
    defer { store.statistics = .following }
    try withoutGradients {
      for counter in counters { try counter.tensor.fillInPlace(0) }
      try source.forEachBatch(order: order, size: section.batchSize, epoch: epoch, startingAt: 0) { batch in
        _ = try network.logits(batch.input)
      }
    }
  }

  /// The logits of all samples in their order, in evaluation mode.
  ///
  /// - Parameter exactly: Whether to compute in float32 whatever the recipe's precision.
  package func predict(_ source: any BatchSource, exactly: Bool = false) throws -> Tensor {
    network.classifier.store.isTraining = false
    var parts: [Tensor] = []
    try withoutGradients {
      try source.forEachBatch(size: Self.measuredAtOnce) { batch in
        parts.append(try network.logits(batch.input, exactly: exactly))
      }
    }
    return try Tensor.cat(parts)
  }
}
