import TensorFiles

/// What batch normalisation of images and of vectors have in common.
///
/// y = (x − mean) / √(variance + epsilon) · weight + bias, for each channel. In training, mean and variance are those of
/// the batch, and the running ones move toward them by `momentum`. The running ones are used when the store evaluates,
/// and also when the layer's own parameters are frozen, unless the store lets frozen ones follow, or when a batch has but one value a
/// channel, of which there is no variance (PyTorch refuses that). Where the store accumulates statistics, the running ones
/// become the means over all batches that the layer has counted, as with PyTorch's `momentum=None`. Where it has a
/// `statisticsGroup`, a batch is what all processes of the group have.
///
/// Parameters `weight` and `bias`, buffers `running_mean`, `running_var` [channels] and `num_batches_tracked` [].
///
/// Ioffe and Szegedy, "Batch Normalization", 2015, https://arxiv.org/abs/1502.03167.
struct BatchNorm: Sendable {
  let weight: Tensor
  let bias: Tensor
  let runningMean: Tensor
  let runningVariance: Tensor
  let batchCount: Tensor
  let epsilon: Double
  let momentum: Double
  private let store: ParameterStore

  init(_ scope: Scope, _ channels: Int, epsilon: Double, momentum: Double) throws {
    weight = try scope.parameter("weight", [channels], .constant(1))
    bias = try scope.parameter("bias", [channels], .constant(0))
    runningMean = try scope.buffer("running_mean", .zeros([channels]))
    runningVariance = try scope.buffer("running_var", .ones([channels]))
    batchCount = try scope.buffer("num_batches_tracked", .zeros([], .int64), optional: true)
    self.epsilon = epsilon
    self.momentum = momentum
    store = scope.store
  }

  func callAsFunction(_ input: Tensor, rank: Int, _ layer: StaticString) throws -> Tensor {
    guard input.rank == rank else {
      let reason = "the input must have \(rank) dimensions"
      throw TorchError.shapeMismatch(operation: "\(layer)", shapes: [input.shape], reason: reason)
    }
    guard store.isTraining, weight.requiresGradient || store.frozenStatisticsFollow else {
      return try normalized(input, runningMean, runningVariance)
    }
    if let group = store.statisticsGroup { return try synchronized(input, group) }
    guard input.count > max(1, weight.count) else { return try normalized(input, runningMean, runningVariance) }
    // Without running statistics to move, the operator moves none.
    let momentum = try countedMomentum()
    return try Aten.batchNorm(
      .tensor(input), .tensor(weight), .tensor(bias), .optional(momentum.map { _ in runningMean }),
      .optional(momentum.map { _ in runningVariance }), true, .double(momentum ?? 0), .double(epsilon), true)
  }

  /// The input normalised by a mean and a variance that do not depend on it.
  func normalized(_ input: Tensor, _ mean: Tensor, _ variance: Tensor) throws -> Tensor {
    // The operator's derivative divides by the number of images.
    guard input.count > 0 else { return try input * weight.sum() + bias.sum() }
    return try Self.normalize(input, mean, variance, weight, bias, epsilon)
  }

  /// (input − mean) / √(variance + epsilon) · weight + bias.
  static func normalize(
    _ input: Tensor, _ mean: Tensor, _ variance: Tensor, _ weight: Tensor, _ bias: Tensor, _ epsilon: Double
  ) throws -> Tensor {
    try Aten.batchNorm(
      .tensor(input), .tensor(weight), .tensor(bias), .tensor(mean), .tensor(variance), false, 0, .double(epsilon), true
    )
  }

  /// Counts a batch and returns how far the running statistics move toward its own; nil for a pass that is repeated for
  /// its gradients, which has been counted already.
  func countedMomentum() throws -> Double? {
    guard !Checkpoint.isRepeating else { return nil }
    try Aten.addScalarInPlace(.tensor(batchCount), 1)
    return switch store.statistics {
    case .following: momentum
    case .averaging: try 1 / batchCount.item()
    case .replacing: 1
    }
  }
}
