/// Adam: steps that are as long whatever the gradients' size.
///
/// g ← gradient + decay · w; m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²;
/// w ← w − rate · m̂ / (√v̂ + ε), where m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) at step t.
///
/// - SeeAlso: `torch.optim.Adam`; Kingma and Ba, 2014, https://arxiv.org/abs/1412.6980.
public class Adam: Optimizer {
  /// The parameters with their learning rates.
  public var groups: [ParameterGroup]
  /// β₁: how slowly the mean gradient changes.
  public var momentum: Double
  /// β₂: how slowly the mean square changes.
  public let beta2: Double
  /// What keeps the divisor from 0.
  public let epsilon: Double
  /// The means of the gradients and of their squares, and the number of steps.
  public let memory = OptimizerMemory([
    .init(name: "exp_avg", hasShape: true), .init(name: "exp_avg_sq", hasShape: true),
    .init(name: "step", hasShape: false),
  ])

  /// The fused operator that makes the step.
  class var kernel: Operator { Aten.fusedAdam }

  /// An optimizer with PyTorch's defaults.
  public init(_ groups: [ParameterGroup], beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8) {
    self.groups = groups
    momentum = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// Changes every parameter that has a gradient.
  public func step() throws {
    try withoutGradients {
      for group in groups {
        let (parameters, gradients) = try group.differentiated()
        guard !parameters.isEmpty else { continue }
        let columns = try memory.columns(of: parameters)
        try Aten.foreachAddScalar.run(.tensors(columns[2]), 1)
        try Self.kernel.run(
          .tensors(parameters.map(\.tensor)), .tensors(gradients), .tensors(columns[0]), .tensors(columns[1]),
          .tensors([]), .tensors(columns[2]), .double(group.learningRate), .double(momentum), .double(beta2),
          .double(group.weightDecay), .double(epsilon), false, false)
      }
    }
  }
}
