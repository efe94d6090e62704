/// How weights follow gradients.
public struct OptimizerSection: RecipeSection {
  /// The method.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Stochastic gradient descent with momentum.
    case sgd
    /// Adam; weight decay is added to the gradient.
    case adam
    /// Adam with decoupled weight decay.
    case adamw
  }

  /// The method.
  public var kind = Kind.adam
  /// Learning rate of the head.
  public var learningRate = 1e-3
  /// Weight decay.
  public var weightDecay = 0.0
  /// Momentum; for SGD only.
  public var momentum = 0.0
  /// Learning rates of the other groups of parameters.
  public var groups = ParameterGroups()

  /// Adam with a rate of 0.001.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("kind", \.kind, .word, "the method"),
      RecipeField("lr", \.learningRate, .positive(upTo: 10), "learning rate of the head"),
      RecipeField("weight_decay", \.weightDecay, .number(0...1), "weight decay"),
      RecipeField("momentum", \.momentum, .number(0..<1), "momentum, for sgd"),
      RecipeField("groups", \.groups, .section, "learning rates of groups of parameters, as factors of lr"),
    ]
  }
}

/// Learning rates of groups of parameters, as factors of the head's.
public struct ParameterGroups: RecipeSection {
  /// Factor for the backbone.
  public var backbone = 1.0

  /// The same rate everywhere.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [RecipeField("backbone", \.backbone, .positive(upTo: 1000), "factor for the backbone")]
  }
}
