import Backbones
import Datasets
import Metrics
import Torch

/// Runs the stages of a recipe one after the other, each from where the one before ended.
struct StageRunner {
  let recipe: Recipe
  let classifier: Classifier
  let classes: TaskClasses
  let hooks: TrainingHooks
  let ranks: Ranks

  /// What the stages lead to.
  struct Outcome {
    /// All samples that could be read.
    let samples: [Sample]
    let epochs: [EpochResult]
    let validation: (samples: [Sample], logits: LogitTable)
    let test: (samples: [Sample], logits: LogitTable)?
    /// Of validation pictures under the light battery, where the threshold is chosen on them.
    let stressed: (samples: [Sample], logits: LogitTable)?
  }

  /// Trains, and computes the logits that the model gives in the end.
  ///
  /// - Parameters:
  ///   - state: Where to go on.
  ///   - begin: Is told of each stage's data before it starts.
  func run(
    _ material: inout TrainingMaterial, from state: TrainingState?,
    begin: (TrainingStage, TrainingParts) throws -> Void = { _, _ in }
  ) throws -> Outcome {
    let first = state?.progress.stage ?? 0
    var progress = state?.progress ?? TrainingProgress()
    var changing: [String: Parameter] = [:]
    var last: (parts: TrainingParts, trainer: Trainer)?
    for (index, stage) in recipe.plan.enumerated() {
      if index < first {
        // It is done; only what it changed is of interest, since the state holds that.
        add(try TrainableNetwork(classifier, stage.train, input: .features).changing, to: &changing)
        continue
      }
      let parts = try material.parts(for: stage, of: classifier)
      let network = try TrainableNetwork(classifier, stage.train, input: parts.input)
      add(network.changing, to: &changing)
      let trainer = Trainer(
        network, stage.train, objective: objective(stage, parts), hooks: hooks,
        changing: classifier.store.all.filter { changing[$0.key] != nil }, ranks: ranks)
      try begin(stage, parts)
      progress = try withThreads(for: parts.input) {
        try trainer.fit(
          parts.training.source, validation: parts.validation.source, stressed: parts.stressed?.source,
          after: index == first ? progress : progress.nextStage, from: index == first ? state : nil)
      }
      last = (parts, trainer)
    }
    guard let (parts, trainer) = last else { throw LearningError.nothingReadable(.train) }
    return Outcome(
      samples: parts.samples, epochs: progress.epochs,
      validation: (parts.validation.samples, try logits(parts.validation, trainer)),
      test: try parts.test.map { ($0.samples, try logits($0, trainer)) },
      stressed: try stressed(&material, trainer))
  }

  /// What the model says under stress in the end; pictures go through the whole network, whatever the last stage learnt
  /// from.
  private func stressed(
    _ material: inout TrainingMaterial, _ trainer: Trainer
  ) throws -> (samples: [Sample], logits: LogitTable)? {
    guard recipe.evaluate.operatingPoint.pictures == .stress else { return nil }
    let part = try material.stressedPart(on: classifier.store.device)
    let network = try TrainableNetwork(classifier, trainer.section, input: .images)
    return (
      part.samples, try logits(part, Trainer(network, trainer.section, objective: trainer.objective, ranks: ranks))
    )
  }

  /// A head on features is so small that several threads would cost more than they give.
  private func withThreads<Result>(
    for input: TrainableNetwork.Input, _ body: () throws -> Result
  ) throws -> Result {
    guard case .features = input else { return try body() }
    let threads = try Threads.count()
    try Threads.setCount(1)
    defer { try? Threads.setCount(threads) }
    return try body()
  }

  private func add(_ parameters: [Parameter], to changing: inout [String: Parameter]) {
    for parameter in parameters { changing[parameter.key] = parameter }
  }

  private func objective(_ stage: TrainingStage, _ parts: TrainingParts) -> Objective {
    Objective(
      stage.train.loss, consistency: stage.train.consistency, outputs: recipe.model.head.outputs,
      classes: classes, truths: parts.training.source.truths,
      on: classifier.store.device)
  }

  private func logits(_ part: DataPart, _ trainer: Trainer) throws -> LogitTable {
    try LogitTable(
      trainer.predict(part.source, exactly: true), truths: part.source.truths, classes: classes)
  }
}
