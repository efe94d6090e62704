/// How the first values of a parameter are found.
public enum Initialization: Sendable, Hashable {
  /// All the same.
  case constant(Double)
  /// Spread evenly between `-bound` and `bound`.
  case uniform(bound: Double)
  /// From the normal distribution.
  case normal(standardDeviation: Double)

  /// PyTorch's default for weights and biases of linear and convolution layers: evenly between ±1/√fanIn.
  ///
  /// That is `kaiming_uniform_` with a = √5 for the weight, and `uniform_` with the same bound for the bias.
  ///
  /// - Parameter fanIn: How many inputs one output has.
  public static func standard(fanIn: Int) -> Initialization {
    .uniform(bound: fanIn > 0 ? 1 / Double(fanIn).squareRoot() : 0)
  }

  /// From the normal distribution with standard deviation √(2/fan), which suits rectified layers.
  ///
  /// He et al., "Delving deep into rectifiers", 2015, https://arxiv.org/abs/1502.01852. torchvision's ResNets and
  /// MobileNets take outputs times kernel area as `fan`.
  public static func kaimingNormal(fan: Int) -> Initialization {
    .normal(standardDeviation: fan > 0 ? (2 / Double(fan)).squareRoot() : 0)
  }

  /// Fills a tensor.
  func fill(_ tensor: Tensor, from generator: Generator) throws {
    switch self {
    case .constant(let value): try tensor.fillInPlace(value)
    case .uniform(let bound):
      try Aten.uniformInPlace(.tensor(tensor), .double(-bound), .double(bound), .generator(generator))
    case .normal(let deviation):
      try Aten.normalInPlace(.tensor(tensor), 0.0, .double(deviation), .generator(generator))
    }
  }
}
