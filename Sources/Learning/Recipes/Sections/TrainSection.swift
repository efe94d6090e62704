import Datasets

/// How the network learns.
public struct TrainSection: RecipeSection {
  /// How numbers are held in the forward pass while training.
  public enum Precision: String, Sendable, Hashable, CaseIterable {
    /// 32 bits throughout.
    case f32
    /// Autocast to bfloat16.
    case bf16
    /// Autocast to 16-bit floats, the loss scaled; for CUDA.
    case fp16
    /// bf16 where a trial on the machine that trains finds it clearly faster, else f32; a run settles it before it begins
    /// (``Recipe/settlingPrecision(_:)``).
    case auto
  }

  /// How the samples of an epoch are drawn.
  public enum Sampling: String, Sendable, Hashable, CaseIterable {
    /// Each sample once.
    case natural
    /// As many samples, each class equally often, drawn with replacement; of findings a sample counts for its rarest.
    case balanced
  }

  /// How frozen layers of batch normalisation go about a batch of training.
  public enum FrozenBatchNorm: String, Sendable, Hashable, CaseIterable {
    /// As in evaluation: they normalise by the statistics that they have, and keep these.
    case eval
    /// As in training: they normalise by the batch's statistics, and their own follow it, as those of a PyTorch network do
    /// whose parameters want no gradients while all of it is in training mode.
    case train
  }

  /// Passes over the training images.
  public var epochs = 10
  /// Images a step.
  public var batchSize = 32
  /// Seed of everything that is random: initial weights, order, augmentation, dropout, splits.
  public var seed: UInt64 = 101010
  /// Which layers learn.
  public var fineTune = FineTuning.head
  /// Whether the backbone's batch normalisation stays as it is, in evaluation mode, while layers around it learn.
  public var freezesBatchNorm = false
  /// How frozen layers of batch normalisation go about a batch of training.
  public var frozenBatchNorm = FrozenBatchNorm.eval
  /// Whether batch normalisation takes the statistics of whole batches where several ranks have a part each.
  public var synchronizesBatchNorm = true
  /// What is minimised.
  public var loss = LossSection()
  /// How weights follow gradients.
  public var optimizer = OptimizerSection()
  /// How the learning rate changes.
  public var schedule = ScheduleSection.constant(ConstantScheduleSection())
  /// When to stop and which weights to keep; `nil` runs all epochs and keeps the last weights.
  public var earlyStopping: EarlyStoppingSection?
  /// Gradients are scaled down to this norm; `nil` leaves them alone.
  public var clipNorm: Double?
  /// How numbers are held in the forward pass.
  public var precision = Precision.f32
  /// Batches whose gradients are added up for one step.
  public var accumulate = 1
  /// Whether blocks recompute their activations in the backward pass, to save memory.
  public var checkpointing = false
  /// How the samples of an epoch are drawn.
  public var sampling = Sampling.natural
  /// Which mean over the steps the weights become; `nil` leaves them as the last step made them.
  public var average: WeightAveraging?
  /// How much it counts that two views of each picture, varied apart, are read alike; `nil` makes one view.
  public var consistency: ConsistencySection?
  /// The weight μ of a proximal term, which draws weights to those that the stage begins with; `nil` for none.
  public var proximal: Double?
  /// The share of each side that the pictures of the first epoch have, which grow to the whole; `nil` for whole ones always.
  public var progressiveSize: Double?

  /// A new head in 10 epochs with Adam at 0.001 and batches of 32.
  public init() {}

  /// What early stopping watches on validation data.
  var stoppingMetric: EarlyStoppingSection.Metric { earlyStopping?.metric ?? .loss }

  /// What a learning rate watches that depends on what happens.
  var scheduleMetric: EarlyStoppingSection.Metric {
    if case .plateau(let section) = schedule, let metric = section.metric { metric } else { stoppingMetric }
  }

  /// The metric that needs validation pictures under stress, if one does.
  var metricUnderStress: EarlyStoppingSection.Metric? {
    guard !stoppingMetric.isUnderStress else { return stoppingMetric }
    return scheduleMetric.isUnderStress ? scheduleMetric : nil
  }

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("epochs", \.epochs, .int(1...10_000), "passes over the training images"),
      RecipeField("batch_size", \.batchSize, .int(1...65_536), "images a step"),
      RecipeField("seed", \.seed, .seed, "seed of everything that is random"),
      RecipeField("fine_tune", \.fineTune, .fineTuning, "which layers learn"),
      RecipeField(
        "freeze_batch_norm", \.freezesBatchNorm, .bool, "keep the backbone's batch normalisation as it is pretrained"),
      RecipeField(
        "frozen_batch_norm", \.frozenBatchNorm, .word,
        "frozen layers normalise as in evaluation (eval), or by each batch, which their statistics follow (train)"),
      RecipeField(
        "sync_batch_norm", \.synchronizesBatchNorm, .bool,
        "batch normalisation by the whole batch where several processes have a part each"),
      RecipeField("loss", \.loss, .section, "what is minimised"),
      RecipeField("optimizer", \.optimizer, .section, "how weights follow gradients"),
      RecipeField("schedule", \.schedule, ScheduleSection.codec, "how the learning rate changes"),
      RecipeField(
        "early_stopping", \.earlyStopping, .optional(.section, or: EarlyStoppingSection()),
        "when to stop and which weights to keep"),
      RecipeField(
        "clip_norm", \.clipNorm, .optional(.positive(upTo: 1e6), or: 1), "norm that gradients are scaled down to"),
      RecipeField(
        "precision", \.precision, .word, "how numbers are held in the forward pass; auto tries what is faster here"),
      RecipeField("accumulate", \.accumulate, .int(1...4096), "batches whose gradients are added up for one step"),
      RecipeField("checkpointing", \.checkpointing, .bool, "recompute activations in the backward pass to save memory"),
      RecipeField(
        "sampling", \.sampling, .word,
        "each sample once (natural), or each class (of findings the rarest that a picture has) equally often (balanced)"
      ),
      RecipeField(
        "average", \.average, .optional(.averaging, or: .exponential(decay: 0.98)),
        "mean over the steps that the weights become: exponential (ema), or equal over the last share of them (swa)"),
      RecipeField(
        "consistency", \.consistency, .optional(.section, or: ConsistencySection()),
        "two views of each picture, varied apart, shall be read alike"),
      RecipeField(
        "proximal", \.proximal, .optional(.positive(upTo: 1e6), or: 0.01),
        "μ of a proximal term (FedProx): μ/2 times the squared distance to the stage's first weights is added to the loss"
      ),
      RecipeField(
        "progressive_size", \.progressiveSize, .optional(.number(0.25..<1), or: 0.5),
        "share of each side of pictures in the first epoch; they grow to the whole in two thirds of the epochs"),
    ]
  }

  /// What in the section contradicts itself, if anything does.
  var contradiction: String? {
    let (standard, isSGD) = (OptimizerSection(), optimizer.kind == .sgd)
    if optimizer.momentum > 0, !isSGD { return "momentum is for sgd; \(optimizer.kind.rawValue) has its own" }
    if isSGD, optimizer.betas != standard.betas || optimizer.epsilon != standard.epsilon {
      return "optimizer.betas and optimizer.eps are for adam and adamw; sgd has momentum"
    }
    if case .oneCycle = schedule, optimizer.betas.first != standard.betas.first {
      return "schedule kind: one_cycle moves the first of optimizer.betas itself, from 0.95 to 0.85 and back"
    }
    if freezesBatchNorm, frozenBatchNorm == .train {
      return "freeze_batch_norm keeps what frozen_batch_norm: train lets go; use one of them"
    }
    return nil
  }
}
