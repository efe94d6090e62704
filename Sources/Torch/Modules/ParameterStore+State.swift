public import TensorFiles

// MARK: - Saving

extension ParameterStore {
  /// Copies of all parameters and buffers, under their keys.
  public func stateDict() throws -> [String: StoredTensor] {
    var state: [String: StoredTensor] = [:]
    for item in all { state[item.key] = try item.tensor.stored() }
    return state
  }
}

// MARK: - Loading

extension ParameterStore {
  /// Sets all parameters and buffers to stored ones, converted to the types that the model has.
  ///
  /// The state must fit exactly, else nothing is changed. Only the counters of batch normalisation
  /// (`num_batches_tracked`), which files from before PyTorch 0.4.1 lack, may be missing.
  ///
  /// - Parameters:
  ///   - stored: Tensors under PyTorch's keys.
  ///   - isIgnored: Keys that are left out of account on both sides, such as those of a head of another size.
  /// - Throws: `TorchError.stateMismatch` with the missing and unexpected keys and the shapes that differ.
  public func load(_ stored: [String: StoredTensor], ignoring isIgnored: (String) -> Bool = { _ in false }) throws {
    let items = all.filter { !isIgnored($0.key) }
    let optional = optionalKeys
    let expected = Set(items.map(\.key))
    var mismatch = StateMismatch()
    mismatch.unexpected = stored.keys.filter { !isIgnored($0) && !expected.contains($0) }.sorted()
    for item in items {
      guard let tensor = stored[item.key] else {
        if !optional.contains(item.key) { mismatch.missing.append(item.key) }
        continue
      }
      if tensor.shape != item.tensor.shape {
        mismatch.shapes.append(.init(key: item.key, expected: item.tensor.shape, found: tensor.shape))
      }
    }
    guard mismatch.isEmpty else { throw TorchError.stateMismatch(mismatch) }
    try withoutGradients {
      for item in items {
        guard let tensor = stored[item.key] else { continue }
        try item.tensor.copyInPlace(Tensor(tensor))
      }
    }
  }
}
