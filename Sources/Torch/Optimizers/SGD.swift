/// Stochastic gradient descent, with momentum and weight decay.
///
/// g ← gradient + decay · w; v ← momentum · v + g; w ← w − rate · v, or, with Nesterov's momentum,
/// w ← w − rate · (g + momentum · v).
///
/// - SeeAlso: `torch.optim.SGD`; Sutskever et al., 2013, https://proceedings.mlr.press/v28/sutskever13.html.
public final class SGD: Optimizer {
  /// The parameters with their learning rates.
  public var groups: [ParameterGroup]
  /// How much of the earlier steps' direction stays.
  public var momentum: Double
  /// Whether the gradient is taken as if the momentum's step had been made.
  public let nesterov: Bool
  /// The velocities.
  public let memory = OptimizerMemory([.init(name: "momentum_buffer", hasShape: true)])
  private let hasMomentum: Bool

  /// A descent.
  ///
  /// Without momentum at the start it never gets any.
  public init(_ groups: [ParameterGroup], momentum: Double = 0, nesterov: Bool = false) {
    self.groups = groups
    self.momentum = momentum
    self.nesterov = nesterov
    hasMomentum = momentum != 0
  }

  /// Changes every parameter that has a gradient.
  public func step() throws {
    try withoutGradients {
      for group in groups {
        let (parameters, gradients) = try group.differentiated()
        guard !parameters.isEmpty else { continue }
        let velocities = try hasMomentum ? memory.columns(of: parameters)[0] : []
        try Aten.fusedSGD.run(
          .tensors(parameters.map(\.tensor)), .tensors(gradients), .tensors(velocities), .double(group.weightDecay),
          .double(hasMomentum ? momentum : 0), .double(group.learningRate), 0, .bool(nesterov), false, false)
      }
    }
  }
}
