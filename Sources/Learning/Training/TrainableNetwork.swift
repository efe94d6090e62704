package import Backbones
import TensorFiles
package import Torch

/// A classifier as a stage of training runs it: what of it learns, on what, and in which precision.
///
/// Convolutions run with channels last, which was measured to be the faster layout in every precision. In mixed
/// precision the backbone runs in the smaller type; pooled features, head and loss stay in float32, so that scores keep
/// their digits.
package struct TrainableNetwork {
  /// What a batch holds.
  package enum Input: Sendable {
    /// Pooled features of a frozen backbone [N, features].
    case features
    /// Images [N, 3, H, W].
    case images
  }

  /// The network.
  package let classifier: Classifier
  /// What a batch holds.
  package let input: Input
  private let autocast: Autocast
  private let checkpointing: Bool
  /// Whether frozen layers normalise by each batch of training, and dropout drops in them.
  private let frozenTrains: Bool
  /// Stages of the backbone at its beginning that do not learn.
  private let frozenStages: Int

  /// Freezes what the recipe does not want to learn, and lets the rest.
  ///
  /// - Throws: ``LearningError/precisionNeedsCUDA`` for float16 on the processor.
  package init(_ classifier: Classifier, _ section: TrainSection, input: Input) throws {
    let device = classifier.store.device
    guard section.precision != .fp16 || device.kind == .cuda else { throw LearningError.precisionNeedsCUDA }
    self.classifier = classifier
    self.input = input
    autocast = Autocast(section.precision.scalarType, on: device.kind)
    checkpointing = section.checkpointing
    frozenTrains = section.frozenBatchNorm == .train
    classifier.store.frozenStatisticsFollow = frozenTrains
    let stages = classifier.backbone.stages
    let learning =
      switch section.fineTune {
      case .head: 0
      case .lastBlocks(let count): min(count, stages.count)
      case .full: stages.count
      }
    frozenStages = stages.count - learning
    try classifier.store.unfreeze { _ in true }
    for stage in stages.prefix(frozenStages) {
      for prefix in stage.prefixes { try classifier.store.freeze(prefix) }
    }
    if section.freezesBatchNorm { try freezeBatchNorm() }
    if case .images = input {
      try classifier.store.useChannelsLast()
      LargeBlocks.keep()
    }
  }

  /// A batch's input to logits [N, outputs], as the store's mode has it: for training or for evaluation.
  ///
  /// - Parameter exactly: Whether to compute in float32 whatever the recipe's precision.
  package func logits(_ batch: Tensor, exactly: Bool = false) throws -> Tensor {
    guard case .images = input else { return try classifier.head.logits(batch) }
    let features = try exactly ? learning(frozen(batch)) : autocast { try learning(frozen(batch)) }
    return try classifier.head(features.to(.float32))
  }

  /// Parameters and buffers that the stage changes.
  package var changing: [Parameter] {
    let trainable = Set(classifier.store.trainable.map(\.key))
    let layers = Set(trainable.map(Self.layer))
    let buffers = Set(classifier.store.buffers.map(\.key))
    return classifier.store.all.filter {
      trainable.contains($0.key)
        || (buffers.contains($0.key) && (frozenTrains || layers.contains(Self.layer($0.key))))
    }
  }

  // MARK: - Parts

  /// Freezes the layers of the backbone that keep statistics.
  private func freezeBatchNorm() throws {
    let layers = Set(classifier.store.buffers.map { Self.layer($0.key) }).filter { !classifier.isHeadKey("\($0).") }
    try classifier.store.freeze { layers.contains(Self.layer($0)) }
  }

  /// What does not learn runs as in evaluation, unless the recipe wants it otherwise; nothing is kept for gradients.
  private func frozen(_ images: Tensor) throws -> Tensor {
    let isTraining = classifier.store.isTraining
    classifier.store.isTraining = isTraining && frozenTrains
    defer { classifier.store.isTraining = isTraining }
    return try withoutGradients {
      try classifier.backbone.stages.prefix(frozenStages).reduce(images) { try $1.module($0) }
    }
  }

  private func learning(_ input: Tensor) throws -> Tensor {
    // Where statistics are accumulated nothing goes backward.
    let repeats = checkpointing && classifier.store.isTraining && classifier.store.statistics == .following
    return try classifier.backbone.stages.dropFirst(frozenStages).reduce(input) { value, stage in
      repeats ? try Checkpoint.run(value) { try stage.module($0) } : try stage.module(value)
    }
  }

  /// The layer that a key belongs to: the key without its last part.
  private static func layer(_ key: String) -> Substring {
    key.lastIndex(of: ".").map { key[..<$0] } ?? ""
  }
}

extension TrainSection.Precision {
  /// The type that autocast uses, if it is used at all.
  var scalarType: ScalarType? {
    switch self {
    case .f32, .auto: nil
    case .bf16: .bfloat16
    case .fp16: .float16
    }
  }
}
