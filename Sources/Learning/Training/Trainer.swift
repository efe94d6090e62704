public import Backbones
import Foundation
import Metrics
import TensorFiles
public import Torch

/// Runs the epochs of a training: batches, loss, steps, validation, early stopping.
///
/// It does not know what it trains: a head on stored features and a whole network on images differ in their batches and in
/// `forward` alone. With the same seed, batches and thread count it gives the same weights, bit by bit.
public struct Trainer {
  private let classifier: Classifier
  private let section: TrainSection
  private let objective: Objective
  private let forward: (Tensor) throws -> Tensor
  private let observer: (TrainingEvent) -> Void

  /// A trainer of what `classifier` has that is not frozen.
  ///
  /// - Parameters:
  ///   - forward: From a batch's input to logits [N, outputs].
  ///   - observer: Is told of batches and epochs.
  public init(
    _ classifier: Classifier, _ section: TrainSection, objective: Objective,
    forward: @escaping (Tensor) throws -> Tensor, observer: @escaping (TrainingEvent) -> Void
  ) {
    self.classifier = classifier
    self.section = section
    self.objective = objective
    self.forward = forward
    self.observer = observer
  }

  /// Trains on `training`, judges every epoch by `validation`, and leaves the best weights (or, if the recipe wants that,
  /// the last) in the classifier.
  ///
  /// - Returns: What each epoch gave.
  /// - Throws: `LearningError.lossIsNotFinite`; the classifier has the weights of the best epoch before it then.
  public func fit(_ training: any BatchSource, validation: any BatchSource) throws -> [EpochResult] {
    let steps = (training.labels.count + section.batchSize - 1) / section.batchSize
    let metric = section.earlyStopping?.metric ?? .loss
    let optimizer = section.optimizer.optimizer(for: classifier)
    var plan = LearningRatePlan(section.schedule, epochs: section.epochs, steps: steps, metric: metric)
    var stopping = EarlyStopping(section.earlyStopping ?? .never)
    let order = EpochOrder(labels: training.labels, sampling: section.sampling, seed: section.seed)
    var best: [String: StoredTensor] = [:]
    var results: [EpochResult] = []
    for epoch in 1...section.epochs {
      let started = ContinuousClock.now
      let loss: Double
      do {
        loss = try runEpoch(epoch, training, order.indices(epoch: epoch), optimizer, plan, steps: steps)
      } catch {
        if !best.isEmpty { try classifier.store.load(best) }
        throw error
      }
      let measured = try measure(validation)
      let figure = metric == .loss ? measured.loss : measured.figures[metric.name]
      plan.finishEpoch(figure: figure)
      let isBest = stopping.observe(figure, epoch: epoch)
      if isBest { best = try classifier.store.stateDict() }
      let result = EpochResult(
        epoch: epoch, trainLoss: loss, validationLoss: measured.loss, validation: measured.figures,
        learningRate: optimizer.groups.first?.learningRate ?? 0,
        seconds: (ContinuousClock.now - started) / .seconds(1), isBest: isBest)
      results.append(result)
      observer(.epoch(result, of: section.epochs))
      if stopping.isExhausted(epoch: epoch) { break }
    }
    if let early = section.earlyStopping, early.restoreBest, !best.isEmpty { try classifier.store.load(best) }
    return results
  }

  // MARK: - Private

  /// One pass over the training samples; returns the mean loss of a sample.
  private func runEpoch(
    _ epoch: Int, _ source: any BatchSource, _ order: [Int], _ optimizer: any Optimizer, _ plan: LearningRatePlan,
    steps: Int
  ) throws -> Double {
    try Generator.seedStandard(section.seed &+ UInt64(epoch))
    classifier.store.isTraining = true
    var step = 0
    var sum = 0.0
    try source.forEachBatch(order: order, size: section.batchSize, epoch: epoch) { batch in
      plan.prepare(optimizer, epoch: epoch - 1, step: (epoch - 1) * steps + step)
      try optimizer.zeroGradients()
      let loss = try objective.loss(forward(batch.input), batch.labels)
      let value = try loss.item()
      step += 1
      guard value.isFinite else { throw LearningError.lossIsNotFinite(epoch: epoch, batch: step, value: value) }
      try loss.backward()
      if let norm = section.clipNorm { _ = try optimizer.clipGradients(toNorm: norm) }
      try optimizer.step()
      sum += value * Double(batch.labels.count)
      observer(.batch(epoch: epoch, batch: step, batches: steps, loss: value))
    }
    return sum / Double(max(1, order.count))
  }

  /// Loss and figures at threshold 0.5, without intervals.
  private func measure(_ source: any BatchSource) throws -> (loss: Double, figures: [String: Double]) {
    let labels = source.labels
    let logits = try predict(source)
    let loss = try withoutGradients { try objective.loss(logits, labels).item() }
    let table = try LogitTable(logits, labels: labels, positiveClass: objective.positiveClass)
    let report = try ClassificationReport(
      table.predictions(groups: nil, temperature: 1), threshold: 0.5, bootstrap: nil)
    var figures: [String: Double] = [:]
    for figure in [Figure.accuracy, .balancedAccuracy, .auroc, .f1, .sensitivity, .specificity] {
      figures[figure.rawValue] = report[figure]
    }
    if let metric = section.earlyStopping?.metric, case .figure(let figure) = metric {
      figures[figure.rawValue] = report[figure]
    }
    return (loss, figures)
  }

  /// The logits of all samples in their order, in evaluation mode.
  public func predict(_ source: any BatchSource) throws -> Tensor {
    classifier.store.isTraining = false
    var parts: [Tensor] = []
    try withoutGradients {
      try source.forEachBatch(order: Array(source.labels.indices), size: 256, epoch: 0) { batch in
        parts.append(try forward(batch.input))
      }
    }
    return try Tensor.cat(parts)
  }
}
