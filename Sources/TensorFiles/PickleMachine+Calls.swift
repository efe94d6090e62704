// MARK: - Globals and calls

extension PickleMachine {
  /// The global that an instruction names, if it is on the allow-list.
  mutating func global(_ instruction: PickleInstruction) throws(TensorFileError) -> PickleGlobal {
    let module: String
    let name: String
    if instruction == .stackGlobal {
      let operands = try pop(2, for: instruction)
      guard case .string(let first) = operands[0], case .string(let second) = operands[1] else {
        throw fault(.unexpectedOperand(instruction: instruction.name))
      }
      (module, name) = (first, second)
    } else {
      module = try reader.line()
      name = try reader.line()
    }
    guard let global = PickleGlobal(name: "\(module).\(name)") else {
      throw fault(.forbiddenGlobal("\(module).\(name)"))
    }
    guard instruction != .inst else { throw fault(.forbiddenInstruction(instruction.name)) }
    return global
  }

  /// Calls the global below the arguments on the stack.
  mutating func performReduce() throws(TensorFileError) {
    let operands = try pop(2, for: .reduce)
    guard case .global(let global) = operands[0], case .tuple(let arguments) = operands[1] else {
      throw fault(.unexpectedOperand(instruction: PickleInstruction.reduce.name))
    }
    guard let result = call(global.meaning, heap.tuples[arguments]) else {
      throw fault(.unexpectedArguments(of: global.name))
    }
    push(result)
  }

  /// Takes the attributes of an ordered dictionary (PyTorch's `_metadata`), which nobody needs.
  mutating func performBuild() throws(TensorFileError) {
    _ = try pop(for: .build)
    guard case .dictionary = try top(for: .build) else {
      throw fault(.unexpectedOperand(instruction: PickleInstruction.build.name))
    }
  }

  /// The storage that a persistent identifier names: `("storage", type, key, location, count[, view])`.
  mutating func storage(_ identifier: PickleValue) throws(TensorFileError) -> PickleValue {
    guard case .tuple(let tuple) = identifier, let storage = storage(fields: heap.tuples[tuple]) else {
      throw fault(.unexpectedOperand(instruction: PickleInstruction.binpersid.name))
    }
    return .storage(heap.add(storage, to: \.storages))
  }

  // MARK: - Meanings

  /// What a call gives; nil if the global does not take these arguments.
  private mutating func call(_ global: PickleGlobal.Meaning, _ arguments: [PickleValue]) -> PickleValue? {
    switch global {
    case .orderedDictionary: orderedDictionary(arguments)
    case .size: if arguments.count == 1, case .tuple = arguments[0] { arguments[0] } else { nil }
    case .device: .opaque
    case .rebuildTensor where arguments.count == 4: tensor(arguments)
    case .rebuildTensorV2 where arguments.count == 6 || arguments.count == 7: tensor(arguments)
    case .rebuildParameter where arguments.count == 3, .rebuildParameterWithState where arguments.count == 4:
      if case .tensor = arguments[0] { arguments[0] } else { nil }
    default: nil
    }
  }

  /// `OrderedDict()`, or `OrderedDict([[key, value], …])` as Python 2 wrote it.
  private mutating func orderedDictionary(_ arguments: [PickleValue]) -> PickleValue? {
    var items: [(key: PickleValue, value: PickleValue)] = []
    if let first = arguments.first {
      guard arguments.count == 1, case .list(let list) = first else { return nil }
      for element in heap.lists[list] {
        let pair: [PickleValue]
        switch element {
        case .list(let index): pair = heap.lists[index]
        case .tuple(let index): pair = heap.tuples[index]
        default: return nil
        }
        guard pair.count == 2 else { return nil }
        items.append((pair[0], pair[1]))
      }
    }
    return .dictionary(heap.add(items, to: \.dictionaries))
  }

  /// `(storage, offset, shape, strides, …)` as a tensor.
  private mutating func tensor(_ arguments: [PickleValue]) -> PickleValue? {
    guard case .storage(let storage) = arguments[0], case .integer(let offset) = arguments[1], offset >= 0,
      let shape = sizes(arguments[2]), let strides = sizes(arguments[3]), shape.count == strides.count
    else { return nil }
    let tensor = TensorReference(storage: heap.storages[storage], offset: offset, shape: shape, strides: strides)
    return .tensor(heap.add(tensor, to: \.tensors))
  }

  /// A tuple of non-negative integers.
  private func sizes(_ value: PickleValue) -> [Int]? {
    guard case .tuple(let tuple) = value else { return nil }
    var sizes: [Int] = []
    for element in heap.tuples[tuple] {
      guard case .integer(let size) = element, size >= 0 else { return nil }
      sizes.append(size)
    }
    return sizes
  }

  private func storage(fields: [PickleValue]) -> StorageReference? {
    guard fields.count == 5 || fields.count == 6, case .string("storage") = fields[0],
      case .global(let global) = fields[1], case .storage(let scalarType) = global.meaning,
      case .string(let key) = fields[2],
      case .integer(let count) = fields[4], count >= 0
    else { return nil }
    var offset = 0
    if fields.count == 6, case .tuple(let view) = fields[5] {
      let view = heap.tuples[view]
      guard view.count == 3, case .integer(let start) = view[1], start >= 0 else { return nil }
      offset = start
    }
    return StorageReference(key: key, scalarType: scalarType, count: count, offset: offset)
  }
}
