import CTorch
import FoundationEssentials
public import TensorFiles

// MARK: - From memory

extension Tensor {
  /// Makes a tensor on the CPU of elements in row-major order, which are copied.
  ///
  ///     let x = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
  ///
  /// - Throws: `TorchError.elementCount` if the shape does not have as many elements.
  public convenience init<Element: TensorElement>(_ elements: [Element], shape: [Int]) throws {
    let expected = try? StoredTensor.elementCount(shape)
    guard expected == elements.count else { throw TorchError.elementCount(shape: shape, count: elements.count) }
    try self.init("making a tensor", shapes: [shape]) { engine, handle in
      elements.withUnsafeBytes { engine.copying($0, shape, Element.scalarType, handle) }
    }
  }

  /// Makes a tensor of rank 1 on the CPU.
  public convenience init<Element: TensorElement>(_ elements: [Element]) throws {
    try self.init(elements, shape: [elements.count])
  }

  /// Makes a tensor of rank 0 on the CPU.
  public convenience init(_ scalar: some TensorElement) throws {
    try self.init([scalar], shape: [])
  }

  /// Makes a tensor on the CPU of a stored one, whose bytes are copied.
  public convenience init(_ stored: StoredTensor) throws {
    try self.init("making a tensor", shapes: [stored.shape]) { engine, handle in
      stored.data.withUnsafeBytes { engine.copying($0, stored.shape, stored.scalarType, handle) }
    }
  }

  /// Makes a tensor on the CPU around memory that the caller keeps alive until `release` is called.
  ///
  /// - Parameters:
  ///   - memory: As many bytes as the shape and type need, in row-major order, aligned for the type.
  ///   - release: Called once, on any thread, when the last tensor that shares the memory is gone; at once if this fails.
  public convenience init(
    around memory: UnsafeMutableRawBufferPointer, shape: [Int], scalarType: ScalarType,
    release: @escaping @Sendable () -> Void
  ) throws {
    guard let expected = try? StoredTensor.byteCount(scalarType, shape), expected == memory.count,
      let start = memory.baseAddress
    else {
      release()
      throw TorchError.elementCount(shape: shape, count: memory.count / scalarType.byteCount)
    }
    let box = Unmanaged.passRetained(Release(body: release))
    do {
      try self.init("making a tensor", shapes: [shape]) { engine, handle in
        engine.table.pointee.tensor_around(
          start, shape.map(Int64.init), Int32(shape.count), scalarType.code,
          { box in if let box { Unmanaged<Release>.fromOpaque(box).takeRetainedValue().body() } }, box.toOpaque(),
          handle)
      }
    } catch {
      box.takeRetainedValue().body()
      throw error
    }
  }
}

// MARK: - By hand

extension Tensor {
  /// Makes a tensor of float32 on the CPU whose elements are whatever the memory held, to be written and then moved to
  /// `device`; for a graphics processor the memory is pinned, so that its driver can read it by itself.
  public static func unwritten(_ shape: [Int], for device: Device) throws -> Tensor {
    try Aten.empty(.ints(shape), .scalarType(.float32), .none, .device(.cpu), .bool(device.kind == .cuda))
  }

  /// Calls `body` with the elements of a tensor of float32 on the CPU, to be written before anything else is done with it.
  ///
  /// - Throws: `TorchError.badArgument` if they are of another type, not contiguous or elsewhere; what `body` throws.
  public func withUnsafeMutableFloats<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) throws -> Result {
    guard try scalarType == .float32 else {
      throw TorchError.badArgument(operation: "writing a tensor", reason: "the tensor is \(try scalarType)")
    }
    var start: UnsafeMutableRawPointer?
    try engine.check(engine.table.pointee.tensor_data(handle, &start), "writing a tensor", shapes: [shape])
    let floats = UnsafeMutableBufferPointer(start: start?.assumingMemoryBound(to: Float.self), count: count)
    return try withExtendedLifetime(self) { try body(floats) }
  }
}

extension Engine {
  /// Makes a tensor of bytes whose number has been checked.
  fileprivate func copying(
    _ bytes: UnsafeRawBufferPointer, _ shape: [Int], _ type: ScalarType, _ handle: UnsafeMutablePointer<ct_tensor?>
  ) -> ct_status {
    // An empty buffer may have no address; nothing is read from this one then.
    withUnsafePointer(to: 0) { nowhere in
      table.pointee.tensor_copying(
        bytes.baseAddress ?? UnsafeRawPointer(nowhere), shape.map(Int64.init), Int32(shape.count), type.code, handle)
    }
  }
}

/// What to do when memory is no longer needed.
private final class Release: Sendable {
  let body: @Sendable () -> Void

  init(body: @escaping @Sendable () -> Void) { self.body = body }
}
