import CTorch

// MARK: - Gradients

extension Tensor {
  /// Whether autograd follows the tensor: operators on it are recorded.
  public var requiresGradient: Bool { engine.table.pointee.requires_grad(handle) }

  /// Whether no recorded operator made it, so that gradients gather in it.
  public var isLeaf: Bool { engine.table.pointee.is_leaf(handle) }

  /// Starts or stops autograd's following a leaf, and returns it.
  ///
  /// - Throws: `TorchError` for integers, and when a tensor that operators made should no longer be followed.
  @discardableResult
  public func requiringGradient(_ required: Bool = true) throws -> Tensor {
    try engine.check(engine.table.pointee.set_requires_grad(handle, required), "requiring a gradient", shapes: [shape])
    return self
  }

  /// The gradient that `backward` has gathered here, if any.
  public var gradient: Tensor? {
    get throws {
      var gradient: ct_tensor?
      try engine.check(engine.table.pointee.gradient(handle, &gradient), "reading a gradient")
      return gradient.map { Tensor(owning: $0, engine) }
    }
  }

  /// Sets the gradient, or drops it.
  public func setGradient(_ gradient: Tensor?) throws {
    try engine.check(
      engine.table.pointee.set_gradient(handle, gradient?.handle), "setting a gradient",
      shapes: [shape] + (gradient.map { [$0.shape] } ?? []))
  }

  /// Adds the derivatives of this tensor to the gradients of the leaves that it was made of.
  ///
  /// - Parameters:
  ///   - upstream: The gradient of what is differentiated with respect to this tensor; nil means 1, for a single element.
  ///   - keepingGraph: Whether the graph can be gone through again.
  ///   - differentiable: Whether the gradients can be differentiated in turn.
  public func backward(_ upstream: Tensor? = nil, keepingGraph: Bool = false, differentiable: Bool = false) throws {
    try engine.check(
      engine.table.pointee.backward(handle, upstream?.handle, keepingGraph || differentiable, differentiable),
      "backward", shapes: [shape])
  }

  /// The derivatives of this tensor with respect to `inputs`, which are not added to their gradients.
  ///
  /// - Parameters:
  ///   - inputs: What to differentiate with respect to, leaves or not.
  ///   - upstream: The gradient of what is differentiated with respect to this tensor; nil means 1, for a single element.
  ///   - keepingGraph: Whether the graph can be gone through again.
  ///   - differentiable: Whether the gradients can be differentiated in turn.
  /// - Throws: `TorchError` if an input does not matter to this tensor.
  public func gradients(
    of inputs: [Tensor], _ upstream: Tensor? = nil, keepingGraph: Bool = false, differentiable: Bool = false
  ) throws -> [Tensor] {
    var results = [ct_tensor?](repeating: nil, count: inputs.count)
    let status = withExtendedLifetime(inputs) {
      engine.table.pointee.grad(
        [handle], 1, inputs.map { $0.handle }, Int32(inputs.count), [upstream?.handle], keepingGraph || differentiable,
        differentiable, false, &results)
    }
    try engine.check(status, "gradients", shapes: [shape])
    return results.compactMap { $0.map { Tensor(owning: $0, engine) } }
  }

  /// Takes over the elements and layout of `other`, staying what it is for autograd and optimizers.
  func adopt(_ other: Tensor) throws {
    try engine.check(
      engine.table.pointee.tensor_set_data(handle, other.handle), "replacing elements", shapes: [shape, other.shape])
  }
}
