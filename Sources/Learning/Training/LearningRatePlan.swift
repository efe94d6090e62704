import Torch

/// How a recipe's schedule moves the learning rate: with every step, or after an epoch that went badly.
struct LearningRatePlan {
  private enum Kind {
    case perStep(any Schedule)
    case perEpoch(any Schedule)
    /// Moves with what happened in the epochs before.
    case plateau(PlateauSchedule)
  }

  private var kind: Kind

  /// What a plan remembers that moves with what happened, for a checkpoint.
  var plateau: PlateauSchedule? {
    get { if case .plateau(let schedule) = kind { schedule } else { nil } }
    set { if case .plateau = kind, let newValue { kind = .plateau(newValue) } }
  }

  /// The plan for `epochs` epochs of `steps` steps each.
  init(_ section: ScheduleSection, epochs: Int, steps: Int, metric: EarlyStoppingSection.Metric) {
    let total = epochs * steps
    switch section {
    case .constant:
      kind = .perEpoch(ConstantSchedule())
    case .step(let section):
      kind = .perEpoch(StepSchedule(every: section.every, factor: section.factor))
    case .cosine(let section):
      let rise = min(total, Int((section.warmupEpochs * Double(steps)).rounded()))
      kind = .perStep(CosineSchedule(steps: total, warmUpSteps: rise, minimum: section.minimumRate))
    case .oneCycle(let section):
      kind = .perStep(
        OneCycleSchedule(
          steps: total, riseFraction: section.rise, startDivisor: section.startFactor, endDivisor: section.endFactor))
    case .plateau(let section):
      kind = .plateau(
        PlateauSchedule(
          metric.isMinimized ? .minimize : .maximize, factor: section.factor, patience: section.patience,
          minimum: section.minimumRate))
    }
  }

  /// Sets the rates for a step of an epoch, both counted from 0.
  func prepare(_ optimizer: any Optimizer, epoch: Int, step: Int) {
    switch kind {
    case .perStep(let schedule): optimizer.follow(schedule, step: step)
    case .perEpoch(let schedule): optimizer.follow(schedule, step: epoch)
    case .plateau(let schedule): optimizer.follow(schedule, step: epoch)
    }
  }

  /// Takes note of the figure that an epoch reached.
  mutating func finishEpoch(figure: Double?) {
    guard case .plateau(var schedule) = kind, let figure else { return }
    schedule.observe(figure)
    kind = .plateau(schedule)
  }
}
