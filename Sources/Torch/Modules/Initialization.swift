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

  /// Evenly between ±√(6 / (fanIn + fanOut)), which suits layers that are linear about 0.
  ///
  /// Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010. torchvision's
  /// vision transformers begin so.
  public static func xavierUniform(fanIn: Int, fanOut: Int) -> Initialization {
    .uniform(bound: fanIn + fanOut > 0 ? (6 / Double(fanIn + fanOut)).squareRoot() : 0)
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
