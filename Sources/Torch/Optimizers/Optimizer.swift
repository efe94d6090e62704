public import TensorFiles

/// What changes parameters along their gradients.
///
///     let optimizer = try Adam([ParameterGroup(store.trainable, learningRate: 1e-3)])
///     for (images, classes) in batches {
///       optimizer.zeroGradients()
///       try loss(model(images), classes).backward()
///       try optimizer.step()
///     }
public protocol Optimizer: AnyObject {
  /// The parameters with their learning rates.
  var groups: [ParameterGroup] { get set }
  /// How much of the earlier steps' direction stays: SGD's momentum, Adam's β₁. The one-cycle schedule changes it.
  var momentum: Double { get set }
  /// What it remembers of earlier steps.
  var memory: OptimizerMemory { get }

  /// Changes every parameter that has a gradient.
  func step() throws
}

extension Optimizer {
  /// Drops all gradients.
  public func zeroGradients() throws {
    for group in groups {
      for parameter in group.parameters { try parameter.tensor.setGradient(nil) }
    }
  }

  /// Makes the gradients shorter, all by one factor, if as one vector they are longer than `norm`.
  ///
  /// - Returns: How long they were, of rank 0, so that nobody waits for the device who does not read it. It is not finite
  ///   if one of them is not.
  /// - SeeAlso: `torch.nn.utils.clip_grad_norm_`; Pascanu et al., 2013, https://arxiv.org/abs/1211.5063.
  @discardableResult
  public func clipGradients(toNorm norm: Double) throws -> Tensor {
    try withoutGradients {
      let gradients = try groups.flatMap { try $0.parameters.compactMap { try $0.tensor.gradient } }
      guard !gradients.isEmpty else { return try .zeros([]) }
      let norms = try Aten.foreachNorm.tensors(.tensors(gradients), 2)
      let total = try Tensor.stack(norms).norm()
      let factor = try (norm / (total + 1e-6)).clamp(maximum: 1)
      try Aten.foreachMulTensor.run(.tensors(gradients), .tensor(factor))
      return total
    }
  }

  /// Sets the learning rates, and perhaps the momentum, as `schedule` wants them for a step, counted from 0.
  public func follow(_ schedule: some Schedule, step: Int) {
    for index in groups.indices {
      groups[index].learningRate = schedule.learningRate(groups[index].baseLearningRate, step: step)
    }
    if let momentum = schedule.momentum(step: step) { self.momentum = momentum }
  }

  /// What it remembers, for a checkpoint: "KEY/NAME" for each parameter that has taken a step.
  ///
  /// Learning rates are the schedule's matter.
  public func state() throws -> [String: StoredTensor] { try memory.state() }

  /// Continues from what `state()` gave, exactly.
  ///
  /// - Throws: `TorchError.stateMismatch` if it is of other parameters or another optimizer; nothing is changed then.
  public func restore(_ state: [String: StoredTensor]) throws {
    try memory.restore(state, for: groups.flatMap(\.parameters))
  }
}
