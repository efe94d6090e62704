import FoundationEssentials

/// Writes the pickle of a state dict, protocol 2, as `torch.save` does (torch/_utils.py, `_rebuild_tensor_v2`).
struct PickleWriter {
  /// What has been written.
  private(set) var bytes = Data()

  /// Writes a whole pickle: an ordered dictionary of tensors, whose storages are named by their numbers.
  mutating func stateDict(_ tensors: [(name: String, tensor: StoredTensor)]) {
    write(.proto)
    bytes.append(2)
    orderedDictionary()
    write(.mark)
    for (index, entry) in tensors.enumerated() {
      string(entry.name)
      tensor(entry.tensor, storage: String(index))
    }
    write(.setitems)
    write(.stop)
  }

  /// `_rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())`.
  private mutating func tensor(_ tensor: StoredTensor, storage: String) {
    global("torch._utils", "_rebuild_tensor_v2")
    write(.mark)
    // The persistent identifier of the storage.
    write(.mark)
    string("storage")
    global("torch", tensor.scalarType.storageName)
    string(storage)
    string("cpu")
    integer(tensor.count)
    write(.tuple)
    write(.binpersid)
    integer(0)
    tuple(tensor.shape)
    tuple(Self.strides(tensor.shape))
    write(.newfalse)
    orderedDictionary()
    write(.tuple)
    write(.reduce)
  }

  /// The distances between neighbours of a contiguous tensor, in elements.
  private static func strides(_ shape: [Int]) -> [Int] {
    var strides: [Int] = []
    var product = 1
    for length in shape.reversed() {
      strides.append(product)
      product *= max(1, length)
    }
    return strides.reversed()
  }

  // MARK: - Instructions

  private mutating func write(_ instruction: PickleInstruction) { bytes.append(instruction.rawValue) }

  private mutating func orderedDictionary() {
    global("collections", "OrderedDict")
    write(.emptyTuple)
    write(.reduce)
  }

  private mutating func global(_ module: String, _ name: String) {
    write(.global)
    bytes += Data("\(module)\n\(name)\n".utf8)
  }

  private mutating func string(_ text: String) {
    write(.binunicode)
    let utf8 = Data(text.utf8)
    little(UInt32(utf8.count))
    bytes += utf8
  }

  private mutating func tuple(_ values: [Int]) {
    write(.mark)
    for value in values { integer(value) }
    write(.tuple)
  }

  private mutating func integer(_ value: Int) {
    if let narrow = Int32(exactly: value) {
      write(.binint)
      little(UInt32(bitPattern: narrow))
    } else {
      write(.long1)
      bytes.append(8)
      little(UInt64(bitPattern: Int64(value)))
    }
  }

  private mutating func little(_ value: some FixedWidthInteger & BitwiseCopyable) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

extension ScalarType {
  /// The class of PyTorch that names such a storage.
  fileprivate var storageName: String {
    switch self {
    case .float64: "DoubleStorage"
    case .float32: "FloatStorage"
    case .float16: "HalfStorage"
    case .bfloat16: "BFloat16Storage"
    case .int64: "LongStorage"
    case .int32: "IntStorage"
    case .int16: "ShortStorage"
    case .int8: "CharStorage"
    case .uint8: "ByteStorage"
    case .bool: "BoolStorage"
    }
  }
}
