/// Batch normalisation of vectors: [N, channels] to the same shape.
///
/// As `BatchNorm2d`, with the same parameters and buffers.
///
/// - SeeAlso: `torch.nn.BatchNorm1d`.
public struct BatchNorm1d: Module {
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
  public func callAsFunction(_ input: Tensor) throws -> Tensor { try norm(input, rank: 2, "BatchNorm1d") }
}
