import TensorFiles

/// Tensors that an optimizer keeps beside each parameter.
public final class OptimizerMemory {
  /// The name of a tensor, and whether it has the parameter's shape, else it is a number.
  struct Slot {
    let name: String
    let hasShape: Bool
  }

  private let slots: [Slot]
  /// For each parameter's key, one tensor a slot.
  private var tensors: [String: [Tensor]] = [:]

  init(_ slots: [Slot]) { self.slots = slots }

  /// The tensors of parameters, slot by slot: zeros for a parameter that has none yet.
  func columns(of parameters: [Parameter]) throws -> [[Tensor]] {
    var columns = [[Tensor]](repeating: [], count: slots.count)
    for parameter in parameters {
      let row = try tensors[parameter.key] ?? fresh(parameter.tensor)
      tensors[parameter.key] = row
      for index in columns.indices { columns[index].append(row[index]) }
    }
    return columns
  }

  private func fresh(_ parameter: Tensor) throws -> [Tensor] {
    try slots.map { try $0.hasShape ? parameter.zerosLike() : .zeros([], on: parameter.device) }
  }

  // MARK: - Saving and restoring

  func state() throws -> [String: StoredTensor] {
    var state: [String: StoredTensor] = [:]
    for (key, row) in tensors {
      for (slot, tensor) in zip(slots, row) { state["\(key)/\(slot.name)"] = try tensor.stored() }
    }
    return state
  }

  func restore(_ state: [String: StoredTensor], for parameters: [Parameter]) throws {
    var mismatch = StateMismatch()
    var unexpected = Set(state.keys)
    var restored: [String: [Tensor]] = [:]
    for parameter in parameters {
      let keys = slots.map { "\(parameter.key)/\($0.name)" }
      let present = keys.filter { state[$0] != nil }
      unexpected.subtract(present)
      guard !present.isEmpty else { continue }
      mismatch.missing += keys.filter { state[$0] == nil }
      let row = try fresh(parameter.tensor)
      for (key, tensor) in zip(keys, row) {
        guard let stored = state[key] else { continue }
        if stored.shape == tensor.shape {
          try tensor.copyInPlace(Tensor(stored))
        } else {
          mismatch.shapes.append(.init(key: key, expected: tensor.shape, found: stored.shape))
        }
      }
      restored[parameter.key] = row
    }
    mismatch.unexpected = unexpected.sorted()
    guard mismatch.isEmpty else { throw TorchError.stateMismatch(mismatch) }
    tensors = restored
  }
}

extension ParameterGroup {
  /// The parameters that have a gradient, and the gradients.
  func differentiated() throws -> (parameters: [Parameter], gradients: [Tensor]) {
    var parameters: [Parameter] = []
    var gradients: [Tensor] = []
    for parameter in self.parameters {
      guard let gradient = try parameter.tensor.gradient else { continue }
      parameters.append(parameter)
      gradients.append(gradient)
    }
    return (parameters, gradients)
  }
}
