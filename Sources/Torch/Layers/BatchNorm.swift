import TensorFiles

/// What batch normalisation of images and of vectors have in common.
///
/// y = (x − mean) / √(variance + epsilon) · weight + bias, for each channel. In training, mean and variance are those of
/// the batch, and the running ones move toward them by `momentum`. The running ones are used when the store evaluates,
/// and also when the layer's own parameters are frozen, whatever the store does, or when a batch has but one value a
/// channel, of which there is no variance (PyTorch refuses that). Where the store accumulates statistics, the running ones
/// become the means over all batches that the layer has counted, as with PyTorch's `momentum=None`.
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
    let valuesPerChannel = input.count / max(1, weight.count)
    let usesBatch = store.isTraining && weight.requiresGradient && valuesPerChannel > 1
    // A pass that is repeated for its gradients has been counted already.
    let counts = usesBatch && !Checkpoint.isRepeating
    if counts { try Aten.addScalarInPlace(.tensor(batchCount), 1) }
    let running = usesBatch && !counts ? (mean: nil, variance: nil) : (mean: runningMean, variance: runningVariance)
    return try Aten.batchNorm(
      .tensor(input), .tensor(weight), .tensor(bias), .optional(running.mean), .optional(running.variance),
      .bool(usesBatch), .double(try momentumInUse(counts)), .double(epsilon), true)
  }

  /// How far the running statistics move toward those of a batch, which counts or not.
  private func momentumInUse(_ counts: Bool) throws -> Double {
    switch store.statistics {
    case .following: momentum
    case .averaging: counts ? try 1 / batchCount.item() : momentum
    case .replacing: 1
    }
  }
}
