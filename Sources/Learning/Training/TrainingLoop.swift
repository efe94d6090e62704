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
  private let proximal: ProximalTerm?
  private let sizes: ProgressiveSize?
  private var pending: PendingLosses
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
    pending = PendingLosses(on: trainer.network.classifier.store.device)
    best = state?.best ?? [:]
    random = state?.random
    sizes = section.progressiveSize.map { ProgressiveSize(share: $0, epochs: section.epochs) }
    proximal = try ProximalTerm(trainer.network.classifier.store.trainable, weight: section.proximal)
    stepper = GradientStepper(
      optimizer, section, proximal: proximal, scaler: progress.scaler,
      exchange: try GradientExchange(trainer.network.classifier.store.trainable, among: trainer.sharing))
    stopping = EarlyStopping(section.earlyStopping ?? .never, best: progress.best)
    let batches = (order.count + section.batchSize - 1) / section.batchSize
    steps = (batches + section.accumulate - 1) / section.accumulate
    average = try StageAverage(trainer.network, section.average, steps: section.epochs * steps)
    plan = LearningRatePlan(
      section.schedule, epochs: section.epochs, steps: steps, metric: section.scheduleMetric)
    plan.plateau = progress.plateau
    if let state {
      try load(state.model)
      try optimizer.restore(state.optimizer)
      try average?.restore(state.average)
      try proximal?.restore(state.start)
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
      let input = try sizes?.resized(batch.input, epoch: progress.epoch) ?? batch.input
      let logits = try trainer.network.logits(input)
      let loss = try trainer.objective.loss(logits, of: batch)
      let samples = min(stepSamples, indices.count - step * stepSamples)
      let isStep = (progress.batch + 1) % section.accumulate == 0 || progress.batch + 1 == batches
      try stepper.add(loss, share: Double(batch.wholeCount) / Double(samples), isLast: isStep)
      let losses = try known(with: loss, logits, of: batch)
      try requireFinite(losses)
      progress.batch += 1
      if isStep {
        try stepper.finish()
        try average?.update(step: (progress.epoch - 1) * steps + step)
      }
      note(losses, of: batches)
      if isStep {
        let now = ContinuousClock.now
        progress.seconds += (now - started) / .seconds(1)
        started = now
        try pause(of: batches)
      }
    }
    try readPending(of: batches)
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
      watching: [trainer.section.stoppingMetric, trainer.section.scheduleMetric], epoch: number,
      stressed: stressed.map { (try trainer.predict($0), $0.truths) })
    let isBest = stopping.observe(measured[trainer.section.stoppingMetric], epoch: progress.epoch)
    if isBest { best = try stored() }
    if let learning { try load(learning) }
    let images = Double(order.count)
    let result = EpochResult(
      epoch: number, trainLoss: progress.lossSum / max(1, images), trainAccuracy: progress.right.accuracy,
      validationLoss: measured.loss,
      validation: measured.figures, learningRate: optimizer.groups.first?.learningRate ?? 0,
      seconds: progress.seconds + (ContinuousClock.now - started) / .seconds(1),
      imagesPerSecond: images / max(progress.seconds, 1e-9), isBest: isBest)
    plan.finishEpoch(figure: measured[trainer.section.scheduleMetric])
    progress.epochs.append(result)
    progress.epoch += 1
    progress.batch = 0
    progress.lossSum = 0
    progress.right = RightCount()
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

  // MARK: - Losses

  /// The losses that are known with this batch's: those that waited for the device, or that of all ranks.
  ///
  /// Where ranks share batches, it is that of the whole batch, and with it ranks hear whether one of them wants an end; those
  /// that share none hear of that at the end of an epoch.
  private mutating func known(
    with loss: Tensor, _ logits: Tensor, of batch: Batch
  ) throws -> [PendingLosses.Reading] {
    let number = progress.batch + 1
    let (objective, truths) = (trainer.objective, BatchTruths(truths: batch.truths, mix: batch.mix))
    guard !trainer.sharing.isAlone else {
      return try pending.add(loss, logits: logits, batch: number, samples: batch.wholeCount) {
        objective.rightCount($0, of: truths)
      }
    }
    var right = try objective.rightCount(logits.detach().floats(), of: truths)
    let sums = try trainer.sharing.sum([
      loss.item(), trainer.hooks.interruption.isRequested ? 1 : 0, Double(right.right), Double(right.known),
    ])
    isEndWanted = sums[1] > 0
    (right.right, right.known) = (Int(sums[2]), Int(sums[3]))
    return [PendingLosses.Reading(batch: number, samples: batch.wholeCount, value: sums[0], right: right)]
  }

  private func requireFinite(_ losses: [PendingLosses.Reading]) throws {
    guard let broken = losses.first(where: { !$0.value.isFinite }) else { return }
    throw LearningError.lossIsNotFinite(epoch: number, batch: broken.batch, value: broken.value)
  }

  private mutating func note(_ losses: [PendingLosses.Reading], of batches: Int) {
    for loss in losses {
      progress.lossSum += loss.value * Double(loss.samples)
      progress.right += loss.right
      trainer.hooks.observer(.batch(epoch: number, batch: loss.batch, batches: batches, loss: loss.value))
    }
  }

  /// Reads the losses that wait, as must be done before the state is kept.
  private mutating func readPending(of batches: Int) throws {
    let losses = try pending.read()
    try requireFinite(losses)
    note(losses, of: batches)
  }

  // MARK: - Keeping

  /// The number of the epoch that is under way, those of earlier stages counted.
  private var number: Int { progress.epochs.count + 1 }

  /// Between two steps: saves if that is due or an end is wanted.
  private mutating func pause(of batches: Int) throws {
    let isInterrupted = trainer.ranks.isAlone ? trainer.hooks.interruption.isRequested : isEndWanted
    guard isInterrupted || (ContinuousClock.now - lastSaved) / .seconds(1) > trainer.hooks.savingInterval else {
      return
    }
    try readPending(of: batches)
    try save()
    if isInterrupted { throw try ended() }
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
        start: proximal?.state() ?? [:], optimizer: optimizer.state(),
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
