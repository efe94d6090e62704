import FoundationEssentials

/// How many bytes may still be filled by tensors whose elements do not stand side by side.
///
/// Strides of 0 let a few bytes stand for a tensor of any size; the budget keeps that in proportion to the file.
struct GatheringBudget {
  /// The bytes that may be filled in all.
  let limit: Int
  private var used = 0

  /// A budget for a file of this size.
  init(fileByteCount: Int) {
    limit = max(64 << 20, 4 * fileByteCount)
  }

  /// Takes from the budget; false if it is used up.
  mutating func take(_ byteCount: Int) -> Bool {
    guard byteCount <= limit - used else { return false }
    used += byteCount
    return true
  }
}

extension TensorReference {
  /// The tensor in row-major order, from the bytes of its storage.
  ///
  /// A contiguous tensor is a piece of the storage, without a copy; any other is gathered by its strides.
  ///
  /// - Parameter name: The tensor's name, for errors.
  func gathered(
    from bytes: Data, name: String, budget: inout GatheringBudget
  ) throws(TorchFault) -> StoredTensor {
    let size = storage.scalarType.byteCount
    guard let last = lastElement, last < bytes.count / size,
      let byteCount = try? StoredTensor.byteCount(storage.scalarType, shape)
    else { throw .outOfStorage(tensor: name) }
    let data: Data
    if byteCount == 0 {
      data = Data()
    } else if isContiguous {
      data = bytes.rebased(first * size..<first * size + byteCount)
    } else {
      guard budget.take(byteCount) else { throw .expandsTooMuch(limit: budget.limit, tensor: name) }
      data =
        switch size {
        case 1: gather(UInt8.self, bytes, byteCount)
        case 2: gather(UInt16.self, bytes, byteCount)
        case 4: gather(UInt32.self, bytes, byteCount)
        default: gather(UInt64.self, bytes, byteCount)
        }
    }
    guard let tensor = try? StoredTensor(scalarType: storage.scalarType, shape: shape, data: data) else {
      throw .outOfStorage(tensor: name)
    }
    return tensor
  }

  // MARK: - Geometry

  /// The first element in the whole storage.
  private var first: Int { storage.offset + offset }

  /// The last element in the whole storage, or -1 if there is none; nil if it can't be counted.
  private var lastElement: Int? {
    let (start, overflow) = storage.offset.addingReportingOverflow(offset)
    guard !overflow else { return nil }
    if shape.contains(0) { return -1 }
    var last = start
    for (length, stride) in zip(shape, strides) {
      let (distance, tooFar) = (length - 1).multipliedReportingOverflow(by: stride)
      let (next, overflow) = last.addingReportingOverflow(distance)
      guard !tooFar, !overflow else { return nil }
      last = next
    }
    return last
  }

  /// Whether the elements stand side by side in row-major order.
  private var isContiguous: Bool {
    var expected = 1
    for (length, stride) in zip(shape, strides).reversed() where length != 1 {
      guard stride == expected else { return false }
      expected *= length
    }
    return true
  }

  /// Copies element by element; the caller has checked that all of them are in `bytes`.
  private func gather<Element: BitwiseCopyable>(_ type: Element.Type, _ bytes: Data, _ byteCount: Int) -> Data {
    var result = Data(count: byteCount)
    result.withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes { source in
        var index = [Int](repeating: 0, count: shape.count)
        var element = first
        for offset in stride(from: 0, to: byteCount, by: MemoryLayout<Element>.size) {
          let value = source.loadUnaligned(fromByteOffset: element * MemoryLayout<Element>.size, as: type)
          target.storeBytes(of: value, toByteOffset: offset, as: type)
          // Step to the next index, the innermost dimension first; a step past the end, taken back at once, may overflow.
          for dimension in shape.indices.reversed() {
            index[dimension] += 1
            element &+= strides[dimension]
            if index[dimension] < shape[dimension] { break }
            element &-= shape[dimension] &* strides[dimension]
            index[dimension] = 0
          }
        }
      }
    }
    return result
  }
}
