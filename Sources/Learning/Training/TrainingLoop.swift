import Backbones
import Datasets
import Foundation
import Metrics
import TensorFiles
import Torch

/// A stage of training under way: optimizer, schedule and early stopping with what they remember.
struct TrainingLoop {
  /// How far it is.
  private(set) var progress: TrainingProgress
  private let trainer: Trainer
  private let optimizer: any Optimizer
  private let order: EpochOrder
  private var stepper: GradientStepper
  private var plan: LearningRatePlan
  private var stopping: EarlyStopping
  private var best: [String: StoredTensor]
  private let average: StageAverage?
  /// Whether all ranks have heard, with their last batch, that one of them wants an end.
  private var isEndWanted = false
  /// Steps an epoch.
  private let steps: Int
  /// Random numbers to go on with inside an epoch.
  private var random: StoredTensor?
  private var lastSaved = ContinuousClock.now

  /// The beginning of a stage whose training samples have the truths `truths`, or a state inside it.
  init(_ trainer: Trainer, truths: [Truth], after before: TrainingProgress, from state: TrainingState?) throws {
    let section = trainer.section
    self.trainer = trainer
    optimizer = section.optimizer.optimizer(for: trainer.network.classifier)
    order = EpochOrder(truths: truths, sampling: section.sampling, seed: section.seed)
    progress = state?.progress ?? before
    best = state?.best ?? [:]
    random = state?.random
    stepper = GradientStepper(
      optimizer, section, scaler: progress.scaler,
      exchange: try GradientExchange(trainer.network.classifier.store.trainable, among: trainer.sharing))
    stopping = EarlyStopping(section.earlyStopping ?? .never, best: progress.best)
    let batches = (order.count + section.batchSize - 1) / section.batchSize
    steps = (batches + section.accumulate - 1) / section.accumulate
    average = try StageAverage(trainer.network, section.average, steps: section.epochs * steps)
    plan = LearningRatePlan(
      section.schedule, epochs: section.epochs, steps: steps, metric: section.earlyStopping?.metric ?? .loss)
    plan.plateau = progress.plateau
    if let state {
      try load(state.model)
      try optimizer.restore(state.optimizer)
      try average?.restore(state.average)
    }
  }

  /// Whether all epochs have run, or enough of them without improvement.
  var isDone: Bool {
    progress.epoch > trainer.section.epochs || stopping.isExhausted(epoch: progress.epoch - 1)
  }

  // MARK: - An epoch

  /// Goes through the training samples once, or through those that are left.
  mutating func runEpoch(_ source: any BatchSource) throws {
    let section = trainer.section
    let store = trainer.network.classifier.store
    let indices = order.indices(epoch: progress.epoch)
    let batches = (indices.count + section.batchSize - 1) / section.batchSize
    let stepSamples = section.batchSize * section.accumulate
    try Generator.seedStandard(section.seed &+ UInt64(progress.epoch))
    if progress.batch > 0, let random { try Generator.standard(store.device).restore(Tensor(random)) }
    random = nil
    store.isTraining = true
    var started = ContinuousClock.now
    try source.forEachBatch(
      order: indices, size: section.batchSize, epoch: progress.epoch, startingAt: progress.batch,
      part: trainer.sharing.part
    ) { batch in
      try trainer.seedPart(epoch: progress.epoch, batch: progress.batch)
      let step = progress.batch / section.accumulate
      if progress.batch % section.accumulate == 0 {
        plan.prepare(optimizer, epoch: progress.epoch - 1, step: (progress.epoch - 1) * steps + step)
        try stepper.begin()
      }
      let loss = try trainer.objective.loss(trainer.network.logits(batch.input), of: batch)
      let samples = min(stepSamples, indices.count - step * stepSamples)
      let isStep = (progress.batch + 1) % section.accumulate == 0 || progress.batch + 1 == batches
      try stepper.add(loss, share: Double(batch.wholeCount) / Double(samples), isLast: isStep)
      let value = try agree(on: loss.item())
      guard value.isFinite else {
        throw LearningError.lossIsNotFinite(epoch: number, batch: progress.batch + 1, value: value)
      }
      progress.batch += 1
      progress.lossSum += value * Double(batch.wholeCount)
      if isStep {
        try stepper.finish()
        try average?.update(step: (progress.epoch - 1) * steps + step)
      }
      trainer.hooks.observer(.batch(epoch: number, batch: progress.batch, batches: batches, loss: value))
      if isStep {
        let now = ContinuousClock.now
        progress.seconds += (now - started) / .seconds(1)
        started = now
        try pause()
      }
    }
  }

  /// Measures the epoch on validation data, takes note of it, and keeps the state.
  ///
  /// Where weights are averaged, the averages are measured, and those that learn come back afterwards.
  mutating func judgeEpoch(
    _ validation: any BatchSource, training: any BatchSource, stressed: (any BatchSource)? = nil
  ) throws {
    let started = ContinuousClock.now
    let learning = try settle(training, epoch: progress.epoch)
    let measured = try EpochMeasurement(
      trainer.predict(validation), truths: validation.truths, objective: trainer.objective,
      watching: trainer.section.earlyStopping?.metric ?? .loss, epoch: number,
      stressed: stressed.map { (try trainer.predict($0), $0.truths) })
    let isBest = stopping.observe(measured.watched, epoch: progress.epoch)
    if isBest { best = try stored() }
    if let learning { try load(learning) }
    let images = Double(order.count)
    let result = EpochResult(
      epoch: number, trainLoss: progress.lossSum / max(1, images), validationLoss: measured.loss,
      validation: measured.figures, learningRate: optimizer.groups.first?.learningRate ?? 0,
      seconds: progress.seconds + (ContinuousClock.now - started) / .seconds(1),
      imagesPerSecond: images / max(progress.seconds, 1e-9), isBest: isBest)
    plan.finishEpoch(figure: measured.watched)
    progress.epochs.append(result)
    progress.epoch += 1
    progress.batch = 0
    progress.lossSum = 0
    progress.seconds = 0
    try trainer.hooks.record(result, measured.predictions)
    try save()
    trainer.hooks.observer(.epoch(result, of: number - progress.epoch + trainer.section.epochs))
    if try trainer.ranks.any(trainer.hooks.interruption.isRequested) { throw try ended() }
  }

  /// Puts the weights of the best epoch back, if there was one.
  func restoreBest() throws {
    if !best.isEmpty { try load(best) }
  }

  /// Leaves in the network what the stage leads to: the weights of its best epoch, if the recipe wants them and there was
  /// one, else the last ones, averaged where they are.
  func finish(_ training: any BatchSource) throws {
    if let early = trainer.section.earlyStopping, early.restoreBest, !best.isEmpty { return try load(best) }
    _ = try settle(training, epoch: progress.epoch - 1)
  }

  /// Puts the averaged weights as of the end of an epoch in the place of those that learn, on all ranks alike.
  ///
  /// - Returns: Those that learn; nil where there is no average yet.
  private func settle(_ training: any BatchSource, epoch: Int) throws -> [String: StoredTensor]? {
    try trainer.align()
    guard let average, average.hasBegun(after: epoch * steps) else { return nil }
    let learning = try stored()
    try average.apply()
    if average.needsStatistics {
      try trainer.estimateStatistics(training, order: order.indices(epoch: epoch), epoch: epoch)
    }
    try trainer.align()
    return learning
  }

  // MARK: - Keeping

  /// The number of the epoch that is under way, those of earlier stages counted.
  private var number: Int { progress.epochs.count + 1 }

  /// Between two steps: saves if that is due or an end is wanted.
  private mutating func pause() throws {
    let isInterrupted = trainer.ranks.isAlone ? trainer.hooks.interruption.isRequested : isEndWanted
    guard isInterrupted || (ContinuousClock.now - lastSaved) / .seconds(1) > trainer.hooks.savingInterval else {
      return
    }
    try save()
    if isInterrupted { throw try ended() }
  }

  /// The loss of a whole batch, of which this rank has computed its part; and whether any rank wants an end.
  ///
  /// Ranks that do not share batches hear of that at the end of an epoch.
  private mutating func agree(on loss: Double) throws -> Double {
    guard !trainer.sharing.isAlone else { return loss }
    let sums = try trainer.sharing.sum([loss, trainer.hooks.interruption.isRequested ? 1 : 0])
    isEndWanted = sums[1] > 0
    return sums[0]
  }

  /// What an interruption ends with, once the first rank has kept the state: launchers kill all ranks when one ends.
  private func ended() throws -> LearningError {
    try trainer.ranks.wait()
    return .interrupted
  }

  /// Keeps the state, unless it is broken: then the one before is the last good one.
  private mutating func save() throws {
    guard let keep = trainer.hooks.save, try isFinite else { return }
    progress.best = stopping.best
    progress.plateau = plan.plateau
    progress.scaler = stepper.scaler
    try keep(
      TrainingState(
        progress: progress, model: stored(), best: best, average: average?.state() ?? [:],
        optimizer: optimizer.state(),
        random: Generator.standard(trainer.network.classifier.store.device).state().stored()))
    lastSaved = .now
  }

  private var isFinite: Bool {
    get throws {
      try withoutGradients { try trainer.changing.allSatisfy { try $0.tensor.sum().item().isFinite } }
    }
  }

  private func stored() throws -> [String: StoredTensor] {
    try Dictionary(uniqueKeysWithValues: trainer.changing.map { ($0.key, try $0.tensor.stored()) })
  }

  private func load(_ state: [String: StoredTensor]) throws {
    let keys = Set(trainer.changing.map(\.key))
    try trainer.network.classifier.store.load(state) { !keys.contains($0) }
  }
}
