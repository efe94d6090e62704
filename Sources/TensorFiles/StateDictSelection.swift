/// Finding the dictionary of tensors in what a pickle describes.
extension Pickle {
  /// The keys under which training programs keep the state dict, in the order they are tried.
  private static let wrappers = ["state_dict", "model_state_dict", "model", "model_state", "net", "network", "weights"]

  /// Prefixes that wrapping a model puts before every key: DataParallel and `torch.compile`.
  private static let prefixes = ["module.", "_orig_mod."]

  /// The tensors of the state dict by name, in the file's order.
  ///
  /// - Throws: `TorchFault.noStateDict` or `.duplicateTensor`.
  func stateDict() throws(TorchFault) -> [(name: String, tensor: TensorReference)] {
    guard case .dictionary(let top) = root, let dictionary = stateDict(in: top, depth: 4) else {
      throw .noStateDict(keys: topKeys)
    }
    let entries = tensors(in: dictionary)
    let prefix = prefix(of: entries.map(\.name))
    var names: Set<String> = []
    var result: [(name: String, tensor: TensorReference)] = []
    for entry in entries {
      let name = String(entry.name.dropFirst(prefix.count))
      guard names.insert(name).inserted else { throw .duplicateTensor(name) }
      result.append((name, entry.tensor))
    }
    return result
  }

  /// A dictionary of tensors that this one wraps; else the dictionary itself, if it has tensors.
  private func stateDict(in dictionary: Int, depth: Int) -> Int? {
    if depth > 0 {
      for wrapper in Self.wrappers {
        if case .dictionary(let inner)? = heap.value(wrapper, in: dictionary),
          let found = stateDict(in: inner, depth: depth - 1)
        {
          return found
        }
      }
    }
    return tensors(in: dictionary).isEmpty ? nil : dictionary
  }

  private func tensors(in dictionary: Int) -> [(name: String, tensor: TensorReference)] {
    heap.dictionaries[dictionary].compactMap { item in
      guard case .string(let name) = item.key, case .tensor(let tensor) = item.value else { return nil }
      return (name, heap.tensors[tensor])
    }
  }

  /// What all names start with and the model does not know of.
  private func prefix(of names: [String]) -> String {
    var common = ""
    while let next = Self.prefixes.first(where: { prefix in names.allSatisfy { $0.hasPrefix(common + prefix) } }) {
      common += next
    }
    return common
  }

  /// The top-level keys, for an error.
  private var topKeys: [String] {
    guard case .dictionary(let top) = root else { return [] }
    return heap.dictionaries[top].prefix(20).compactMap { item in
      guard case .string(let key) = item.key else { return nil }
      return key
    }
  }
}
