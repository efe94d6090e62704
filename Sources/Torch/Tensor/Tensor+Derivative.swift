import CTorch

/// The derivative of a function that autograd does not know: from the gradient of its output to those of its inputs, of
/// which nil is none.
typealias Derivative = @Sendable (Tensor) throws -> [Tensor?]

extension Tensor {
  /// A tensor with this one's elements, made without recording, whose derivative is given; this very tensor where nothing
  /// is recorded.
  ///
  /// - Parameters:
  ///   - inputs: What this tensor was made of.
  ///   - derivative: Gives a gradient, or nil, for each input. It runs on the thread that goes backward.
  func attaching(_ derivative: @escaping Derivative, to inputs: [Tensor]) throws -> Tensor {
    guard engine.table.pointee.grad_enabled() else { return self }
    let context = Unmanaged.passRetained(Box(derivative)).toOpaque()
    return try withExtendedLifetime(inputs) {
      try Tensor("attaching a derivative") { engine, result in
        engine.table.pointee.attach_backward(
          handle, inputs.map { $0.handle }, Int32(inputs.count), goBackward,
          { context in if let context { Unmanaged<Box>.fromOpaque(context).release() } }, context, result)
      }
    }
  }
}

/// A derivative as the engine holds it.
private final class Box: Sendable {
  let derivative: Derivative

  init(_ derivative: @escaping Derivative) { self.derivative = derivative }
}

/// The engine's way into a `Derivative`.
private let goBackward: ct_backward = { context, upstream, results, count in
  guard let context, let engine = try? Engine.loaded() else { return CT_FAILED }
  guard let upstream, let results else { return CT_OK }
  let derivative = Unmanaged<Box>.fromOpaque(context).takeUnretainedValue().derivative
  do {
    let gradients = try Tensor(retaining: upstream, engine).map { try derivative($0) } ?? []
    for (index, gradient) in gradients.prefix(Int(count)).enumerated() {
      results[index] = gradient.flatMap { engine.table.pointee.tensor_retain($0.handle) }
    }
    return CT_OK
  } catch TorchError.peerLost(let reason) {
    engine.table.pointee.fail(reason)
    return CT_PEER_LOST
  } catch TorchError.peerTimeout {
    return CT_PEER_TIMEOUT
  } catch {
    engine.table.pointee.fail("\(error)")
    return CT_FAILED
  }
}
