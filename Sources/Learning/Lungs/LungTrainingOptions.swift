/// How the network of lungs learns.
public struct LungTrainingOptions: Sendable, Codable, Equatable {
  /// Passes over the pairs.
  public var epochs = 60
  /// What the first weights, the order, the variations and the division by patient depend on.
  public var seed: UInt64 = 101_010
  /// Pictures a step.
  public var batchSize = 16
  /// The highest learning rate of the cycle.
  public var learningRate = 2e-3
  /// How strongly weights are drawn to 0.
  public var weightDecay = 1e-2
  /// How slowly the averaged weights follow.
  public var averageDecay = 0.995
  /// Whether convolutions compute in bfloat16, which is faster on some processors.
  public var bfloat16 = false

  /// The shipped network's options.
  public init() {}
}
