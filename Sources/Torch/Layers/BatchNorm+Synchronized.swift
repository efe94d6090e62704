import TensorFiles

// Batch normalisation by the statistics of a batch of which each process has a part. What `torch.nn.SyncBatchNorm` does
// with kernels that exist for graphics processors alone is put together here of operators that exist for all devices.

extension BatchNorm {
  /// The input normalised by the mean and variance of the inputs of all processes.
  ///
  /// The processes' parts may differ in size, and be empty. The running variance is the unbiased one over the whole.
  /// Gradients of `weight` and `bias` are those of this process's part; the one of the input counts how the statistics
  /// depend on it, for the outputs of all processes.
  func synchronized(_ input: Tensor, _ group: ProcessGroup) throws -> Tensor {
    guard input.shape[1] == weight.count else {
      let reason = "the input must have \(weight.count) channels"
      throw TorchError.shapeMismatch(operation: "batch normalisation", shapes: [input.shape], reason: reason)
    }
    let whole = try withoutGradients { try Statistics(of: input, channels: weight).reduced(over: group) }
    guard whole.count > 1 else { return try normalized(input, runningMean, runningVariance) }
    let output = try withoutGradients {
      if let momentum = try countedMomentum() {
        try runningMean.move(toward: whole.mean, by: momentum)
        try runningVariance.move(toward: whole.variance * (whole.count / (whole.count - 1)), by: momentum)
      }
      return try normalized(input, whole.mean, whole.variance)
    }
    return try output.attaching(
      { [self] in try withoutGradients { [upstream = $0] in try gradients(upstream, input, whole, group) } },
      to: [input, weight, bias])
  }

  /// The gradients of input, weight and bias.
  ///
  /// With n values a channel in the whole, x̂ the normalised input and g the upstream gradient, that of the input is
  /// weight / √(variance + epsilon) · (g − Σg / n − x̂ · Σ(g · x̂) / n), where the sums are over all processes. Its first
  /// term is what a normalisation by constants has, which also gives both sums; the others are themselves such a
  /// normalisation of the input.
  ///
  /// Ioffe and Szegedy, "Batch Normalization", 2015, section 3, https://arxiv.org/abs/1502.03167.
  private func gradients(
    _ upstream: Tensor, _ input: Tensor, _ whole: Statistics, _ group: ProcessGroup
  ) throws -> [Tensor?] {
    let parts = try partGradients(upstream, input, whole)
    guard input.requiresGradient else { return [nil, parts.weight, parts.bias] }
    let sums = try Tensor.stack([parts.weight, parts.bias])
    try group.allReduce(sums, .sum)
    let factor = try weight * (whole.variance + epsilon).pow(-0.5) * (-1 / whole.count)
    let correction = try Self.normalize(
      input, whole.mean, whole.variance, sums[0] * factor, sums[1] * factor, epsilon)
    return [try parts.input + correction, parts.weight, parts.bias]
  }

  /// The gradients of this process's part where the statistics are constants.
  private func partGradients(
    _ upstream: Tensor, _ input: Tensor, _ whole: Statistics
  ) throws -> (input: Tensor, weight: Tensor, bias: Tensor) {
    let none = try weight.detach().zerosLike()
    guard input.count > 0 else { return (upstream, none, none) }
    let gradients = try Aten.batchNormBackward.tensors(
      .tensor(upstream), .tensor(input), .tensor(weight), .tensor(whole.mean), .tensor(whole.variance), .none, .none,
      false, .double(epsilon), .bools([true, true, true]))
    return (gradients[0], gradients[1], gradients[2])
  }
}

// MARK: - Statistics

/// Number, mean and biased variance of each channel's values.
private struct Statistics {
  let count: Double
  let mean: Tensor
  let variance: Tensor

  /// Those of one process's input [N, channels, …].
  init(of input: Tensor, channels: Tensor) throws {
    count = Double(input.count / max(1, channels.count))
    let zeros = try channels.detach().zerosLike()
    guard count > 0 else {
      mean = zeros
      variance = zeros
      return
    }
    // The running statistics that the operator wants to move are not kept; they make it compute in float32.
    let results = try Aten.batchNormStatistics.tensors(.tensor(input), .tensor(zeros), .tensor(zeros.clone()), 0)
    mean = try results[0].to(.float32)
    variance = try results[1].to(.float32)
  }

  private init(count: Double, mean: Tensor, variance: Tensor) {
    self.count = count
    self.mean = mean
    self.variance = variance
  }

  /// Those of all processes' inputs together.
  ///
  /// Sums of values and of their squares travel, in float64, so that the mean's square can be taken off again.
  func reduced(over group: ProcessGroup) throws -> Statistics {
    let mean = try mean.to(.float64)
    let squares = try variance.to(.float64) + mean * mean
    let sums = try Tensor.cat([.ones([1], .float64, on: mean.device), mean, squares]) * count
    try group.allReduce(sums, .sum)
    let channels = mean.count
    let whole = try sums[0].item()
    guard whole > 0 else { return self }
    let wholeMean = try sums[1..<(1 + channels)] / whole
    let wholeVariance = try (sums[(1 + channels)..<(1 + 2 * channels)] / whole - wholeMean * wholeMean).clamp(
      minimum: 0)
    return Statistics(count: whole, mean: try wholeMean.to(.float32), variance: try wholeVariance.to(.float32))
  }
}

extension Tensor {
  /// Moves every element toward that of `other` by a part of the way.
  fileprivate func move(toward other: Tensor, by part: Double) throws {
    try multiplyInPlace(1 - part)
    try addInPlace(other, scale: part)
  }
}
