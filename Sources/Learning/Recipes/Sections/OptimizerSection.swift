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
  /// β₁ and β₂ of Adam: how slowly the means of the gradients and of their squares change.
  public var betas = Betas()
  /// ε of Adam, which keeps its divisor from 0.
  public var epsilon = 1e-8
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
      RecipeField(
        "betas", \.betas, .betas, "how slowly the means of gradients and their squares change, for adam, adamw"),
      RecipeField("eps", \.epsilon, .positive(upTo: 1), "what keeps the divisor from 0, for adam, adamw"),
      RecipeField("groups", \.groups, .section, "learning rates of groups of parameters, as factors of lr"),
    ]
  }
}

/// β₁ and β₂ of Adam.
public struct Betas: Sendable, Hashable {
  /// How slowly the mean of the gradients changes.
  public var first = 0.9
  /// How slowly the mean of their squares changes.
  public var second = 0.999

  /// PyTorch's and Keras's defaults.
  public init() {}
}

extension RecipeCodec<Betas> {
  /// A list of two numbers.
  static let betas: RecipeCodec = {
    let allowed = "a list of two numbers from 0 to below 1"
    let number = RecipeCodec<Double>.number(0..<1)
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        guard case .sequence(let items) = node.content else { throw node.wrongType(key, allowed) }
        guard items.count == 2 else { throw node.notAllowed(key, allowed) }
        var betas = Betas()
        betas.first = try number.read(items[0], betas.first, "\(key)[1]")
        betas.second = try number.read(items[1], betas.second, "\(key)[2]")
        return betas
      },
      write: { betas in
        RecipeNode(.sequence([betas.first, betas.second].compactMap(number.write)))
      })
  }()
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
