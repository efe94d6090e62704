import CTorch
import FoundationEssentials
public import TensorFiles

// MARK: - To memory

extension Tensor {
  /// The elements in row-major order, from any device and memory format.
  ///
  /// - Throws: `TorchError.badArgument` if the tensor's elements are of another type; `to(_:)` converts.
  public func elements<Element: TensorElement>(as type: Element.Type) throws -> [Element] {
    let found = try scalarType
    guard found == type.scalarType else {
      throw TorchError.badArgument(operation: "elements", reason: "the tensor is \(found), not \(type.scalarType)")
    }
    return try [Element](unsafeUninitializedCapacity: count) { buffer, count in
      try read(into: UnsafeMutableRawBufferPointer(buffer))
      count = buffer.count
    }
  }

  /// The elements as 32-bit floating-point numbers in row-major order, converted if they are of another type.
  public func floats() throws -> [Float] {
    try to(.float32).elements(as: Float.self)
  }

  /// The elements as integers in row-major order, converted if they are of another type.
  public func integers() throws -> [Int] {
    try to(.int64).elements(as: Int.self)
  }

  /// The one element of a tensor that has one, as a number.
  public func item() throws -> Double {
    switch try Aten.scalarValue.call([.tensor(self)]).first {
    case .double(let value): value
    case .int(let value): Double(value)
    case .bool(let value): value ? 1 : 0
    default: throw TorchError.badArgument(operation: Aten.scalarValue.name, reason: "the element is not a number")
    }
  }

  /// The tensor as it would stand in a file: a copy of its elements in row-major order.
  public func stored() throws -> StoredTensor {
    let type = try scalarType
    var data = Data(count: count * type.byteCount)
    try data.withUnsafeMutableBytes { try read(into: $0) }
    return try StoredTensor(scalarType: type, shape: shape, data: data)
  }

  /// Calls `body` with the bytes themselves, without a copy.
  ///
  /// - Throws: `TorchError.badArgument` if the elements are not contiguous or not on the CPU; and what `body` throws.
  public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
    var start: UnsafeMutableRawPointer?
    try engine.check(engine.table.pointee.tensor_data(handle, &start), "reading a tensor", shapes: [shape])
    let bytes = UnsafeRawBufferPointer(start: start, count: count * (try scalarType.byteCount))
    return try withExtendedLifetime(self) { try body(bytes) }
  }

  private func read(into buffer: UnsafeMutableRawBufferPointer) throws {
    guard let start = buffer.baseAddress else { return }
    try engine.check(
      engine.table.pointee.tensor_read(handle, start, buffer.count), "reading a tensor", shapes: [shape])
  }
}
