/// Batch normalisation of images: [N, channels, H, W] to the same shape.
///
/// y = (x − mean) / √(variance + epsilon) · weight + bias, for each channel. In training, mean and variance are those of
/// the batch, and the running ones move toward them by `momentum`. The running ones are used when the store evaluates,
/// and also when the layer's own parameters are frozen, whatever the store does.
///
/// Parameters `weight` and `bias`, buffers `running_mean`, `running_var` [channels] and `num_batches_tracked` [].
///
/// - SeeAlso: `torch.nn.BatchNorm2d`; Ioffe and Szegedy, "Batch Normalization", 2015, https://arxiv.org/abs/1502.03167.
public struct BatchNorm2d: Module {
  private let norm: BatchNorm

  /// A normalisation with its state in `scope`.
  public init(_ scope: Scope, _ channels: Int, epsilon: Double = 1e-5, momentum: Double = 0.1) throws {
    norm = try BatchNorm(scope, channels, epsilon: epsilon, momentum: momentum)
  }

  /// The factor of each channel.
  public var weight: Tensor { norm.weight }
  /// What is added to each channel.
  public var bias: Tensor { norm.bias }
  /// The mean that evaluation uses.
  public var runningMean: Tensor { norm.runningMean }
  /// The variance that evaluation uses.
  public var runningVariance: Tensor { norm.runningVariance }
  /// What keeps the divisor from 0.
  public var epsilon: Double { norm.epsilon }

  /// Normalises.
  public func callAsFunction(_ input: Tensor) throws -> Tensor { try norm(input, rank: 4, "BatchNorm2d") }
}
