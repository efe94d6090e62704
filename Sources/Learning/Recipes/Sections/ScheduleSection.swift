/// How the learning rate changes.
public enum ScheduleSection: Sendable, Hashable {
  /// It does not.
  case constant(ConstantScheduleSection)
  /// It falls when a figure on validation data no longer gets better.
  case plateau(PlateauScheduleSection)
  /// It rises linearly, then falls along half a cosine.
  case cosine(CosineScheduleSection)
  /// It falls every few epochs.
  case step(StepScheduleSection)
  /// It rises to its maximum and falls far below its start, step by step (Smith and Topin 2018).
  case oneCycle(OneCycleScheduleSection)

  static var codec: RecipeCodec<ScheduleSection> {
    .kinds([
      RecipeKind("constant", ScheduleSection.constant) { if case .constant(let value) = $0 { value } else { nil } },
      RecipeKind("plateau", ScheduleSection.plateau) { if case .plateau(let value) = $0 { value } else { nil } },
      RecipeKind("cosine", ScheduleSection.cosine) { if case .cosine(let value) = $0 { value } else { nil } },
      RecipeKind("step", ScheduleSection.step) { if case .step(let value) = $0 { value } else { nil } },
      RecipeKind("one_cycle", ScheduleSection.oneCycle) { if case .oneCycle(let value) = $0 { value } else { nil } },
    ])
  }
}

/// A learning rate that stays as it is.
public struct ConstantScheduleSection: RecipeSection, Hashable {
  /// The only one.
  public init() {}

  static var fields: [RecipeField<Self>] { [] }
}

/// A learning rate that falls when a figure on validation data no longer gets better, as PyTorch's `ReduceLROnPlateau`.
public struct PlateauScheduleSection: RecipeSection, Hashable {
  /// What the rate is multiplied by.
  public var factor = 0.1
  /// Epochs without improvement that are tolerated.
  public var patience = 10
  /// The rate falls no lower.
  public var minimumRate = 0.0
  /// What it watches; `nil` for what epochs are judged by.
  public var metric: EarlyStoppingSection.Metric?

  /// PyTorch's defaults.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("factor", \.factor, .number(0.001...0.999), "what the rate is multiplied by"),
      RecipeField("patience", \.patience, .int(0...10_000), "epochs without improvement that are tolerated"),
      RecipeField("min_lr", \.minimumRate, .number(0...1), "the rate falls no lower"),
      RecipeField(
        "metric", \.metric, .optional(.metric, or: .loss),
        "what it watches on validation data; none for that of early_stopping, else the loss"),
    ]
  }
}

/// A learning rate that rises linearly, then falls along half a cosine, changing every step.
public struct CosineScheduleSection: RecipeSection, Hashable {
  /// Epochs of the rise.
  public var warmupEpochs = 0.0
  /// The rate at the end.
  public var minimumRate = 0.0

  /// No warm-up, down to 0.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("warmup_epochs", \.warmupEpochs, .number(0...10_000), "epochs in which the rate rises"),
      RecipeField("min_lr", \.minimumRate, .number(0...1), "the rate at the end"),
    ]
  }
}

/// A learning rate that falls every few epochs, as PyTorch's `StepLR`.
public struct StepScheduleSection: RecipeSection, Hashable {
  /// Epochs between two falls.
  public var every = 10
  /// What the rate is multiplied by.
  public var factor = 0.1

  /// To a tenth every 10 epochs.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("every", \.every, .int(1...10_000), "epochs between two falls"),
      RecipeField("factor", \.factor, .number(0.001...0.999), "what the rate is multiplied by"),
    ]
  }
}

/// A learning rate of one cycle, as PyTorch's `OneCycleLR` with cosine annealing; `lr` is its maximum.
public struct OneCycleScheduleSection: RecipeSection, Hashable {
  /// Share of the steps in which the rate rises.
  public var rise = 0.3
  /// The rate begins at the maximum divided by this.
  public var startFactor = 25.0
  /// The rate ends at its beginning divided by this.
  public var endFactor = 1e4

  /// PyTorch's defaults.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("rise", \.rise, .number(0.01...0.99), "share of the steps in which the rate rises"),
      RecipeField("start_factor", \.startFactor, .number(1...1e6), "the rate begins at lr divided by this"),
      RecipeField("end_factor", \.endFactor, .number(1...1e9), "the rate ends at its beginning divided by this"),
    ]
  }
}
