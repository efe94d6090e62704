import Backbones
import Metrics
import TensorFiles
package import Torch

/// Trains a network by one stage of a recipe.
///
/// A head on stored features and a whole network on images differ in their batches and in the ``TrainableNetwork`` alone.
/// With the same seed, batches and thread count the weights are the same on the processor, bit by bit, whether the training
/// ran through or was resumed.
///
/// Ranks that learn from images divide each batch and exchange gradients; a head on stored features learns so fast that each
/// rank does all of that by itself. Where batch normalisation is synchronised, the weights are those of one process but for
/// rounding.
package struct Trainer {
  /// Images that are measured at a time.
  private static let measuredAtOnce = 64

  let network: TrainableNetwork
  let section: TrainSection
  let objective: Objective
  let hooks: TrainingHooks
  /// Tensors that this stage or one before it changes; only they are kept.
  let changing: [Parameter]
  /// All ranks that train.
  let ranks: Ranks
  /// Those that share each batch with this one: all, or none where a head learns from features.
  let sharing: Ranks

  /// A trainer of what the network has that is not frozen.
  ///
  /// - Parameter changing: What a state holds; by default what this stage changes.
  package init(
    _ network: TrainableNetwork, _ section: TrainSection, objective: Objective, hooks: TrainingHooks = TrainingHooks(),
    changing: [Parameter]? = nil, ranks: Ranks = .alone
  ) {
    self.network = network
    self.section = section
    self.objective = objective
    self.hooks = hooks
    self.changing = changing ?? network.changing
    self.ranks = ranks
    sharing = if case .images = network.input { ranks } else { .alone }
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
    let store = network.classifier.store
    store.statisticsGroup = section.synchronizesBatchNorm ? sharing.group : nil
    defer { store.statisticsGroup = nil }
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
    // Nothing goes backward here, and so the statistics of whole batches cost little.
    let group = store.statisticsGroup
    store.statisticsGroup = sharing.group
    defer {
      store.statistics = .following
      store.statisticsGroup = group
    }
    try withoutGradients {
      for counter in counters { try counter.tensor.fillInPlace(0) }
      try source.forEachBatch(
        order: order, size: section.batchSize, epoch: epoch, startingAt: 0, part: sharing.part
      ) { batch in
        _ = try network.logits(batch.input)
      }
    }
  }

  /// The logits of all samples in their order, in evaluation mode: the same on all ranks, which have computed a part each.
  ///
  /// - Parameter exactly: Whether to compute in float32 whatever the recipe's precision.
  package func predict(_ source: any BatchSource, exactly: Bool = false) throws -> Tensor {
    network.classifier.store.isTraining = false
    var parts: [Tensor] = []
    try withoutGradients {
      try source.forEachBatch(of: sharing.part, size: Self.measuredAtOnce) { batch in
        parts.append(try network.logits(batch.input, exactly: exactly))
      }
    }
    guard sharing.isAlone else {
      let values = try sharing.join(parts.flatMap { try $0.floats() })
      let samples = source.truths.count
      return try Tensor(values, shape: [samples, values.count / samples]).to(network.classifier.store.device)
    }
    let logits = try Tensor.cat(parts)
    try ranks.align([logits])
    return logits
  }

  // MARK: - Among ranks

  /// Sets the weights and statistics of all ranks to those of the first.
  ///
  /// They are alike already but for the rounding of different processors, and for the statistics of batch normalisation
  /// that is not synchronised: as PyTorch does, the first rank's count then.
  func align() throws { try ranks.align(network.changing.map(\.tensor)) }

  /// Lets random numbers of a batch, such as dropout's, depend on the rank that has a part of it, so that parts differ and a
  /// resumed training needs no rank's state.
  func seedPart(epoch: Int, batch: Int) throws {
    guard !sharing.isAlone else { return }
    var random = SplitMix64(seed: section.seed, stream: Augmentation.stream(epoch, batch, sharing.rank))
    try Generator.seedStandard(random.next())
  }
}
