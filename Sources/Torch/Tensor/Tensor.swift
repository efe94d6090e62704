import CTorch
public import TensorFiles

/// An array of numbers with a shape, an element type and a device, that autograd can follow.
///
/// A tensor is a reference: `let` keeps the reference, not the elements, and two tensors may share elements (views).
/// The memory goes with the last reference. Operators throw `TorchError` with their name and the shapes.
///
/// Reading one tensor on several threads is safe; changing one that another thread uses is not.
public final class Tensor: @unchecked Sendable {
  /// The engine's reference, given back when this object goes.
  let handle: ct_tensor
  /// The engine, without which there is no tensor.
  let engine: Engine

  /// Takes over a reference.
  init(owning handle: ct_tensor, _ engine: Engine) {
    self.handle = handle
    self.engine = engine
  }

  deinit { engine.table.pointee.tensor_release(handle) }
}

// MARK: - What it is

extension Tensor {
  /// The sizes of the dimensions.
  public var shape: [Int] {
    Array(unsafeUninitializedCapacity: rank) { buffer, count in
      count = buffer.count
      buffer.withMemoryRebound(to: Int64.self) { engine.table.pointee.tensor_shape(handle, $0.baseAddress) }
    }
  }

  /// The number of dimensions.
  public var rank: Int { Int(engine.table.pointee.tensor_rank(handle)) }

  /// The number of elements.
  public var count: Int { Int(engine.table.pointee.tensor_count(handle)) }

  /// The element type.
  ///
  /// - Throws: `TorchError.unsupportedElementType` for complex and quantized tensors, which only `Operator` can make.
  public var scalarType: ScalarType {
    get throws {
      let code = engine.table.pointee.tensor_type(handle)
      guard let type = ScalarType(code: code) else { throw TorchError.unsupportedElementType(Int(code)) }
      return type
    }
  }

  /// Where the elements are.
  public var device: Device { Device(engine.table.pointee.tensor_device(handle)) }

  /// Whether the elements lie in memory in this order.
  public func isContiguous(_ format: MemoryFormat = .contiguous) -> Bool {
    engine.table.pointee.tensor_is_contiguous(handle, format.lowered)
  }
}

extension Tensor: CustomStringConvertible {
  /// Its element type, shape and device, such as "float32 [1, 3, 224, 224] on cpu".
  public var description: String {
    let type = (try? scalarType).map(String.init(describing:)) ?? "?"
    return "\(type) \(shape) on \(device)"
  }
}

// MARK: - From the engine

extension Tensor {
  /// Another reference to a tensor that is only lent.
  convenience init?(retaining handle: ct_tensor, _ engine: Engine) {
    guard let handle = engine.table.pointee.tensor_retain(handle) else { return nil }
    self.init(owning: handle, engine)
  }

  /// Takes the tensor out of a result, if it holds one.
  convenience init?(taking value: inout ct_value, _ engine: Engine) {
    guard value.tag == CT_TENSOR, let handle = value.data.tensor else { return nil }
    value.tag = CT_NONE
    self.init(owning: handle, engine)
  }

  /// Makes a tensor with a function of the engine that writes a reference.
  convenience init(
    _ operation: @autoclosure () -> String, shapes: @autoclosure () -> [[Int]] = [],
    _ make: (Engine, UnsafeMutablePointer<ct_tensor?>) throws -> ct_status
  ) throws {
    let engine = try Engine.loaded()
    var handle: ct_tensor?
    try engine.check(try make(engine, &handle), operation(), shapes: shapes())
    guard let handle else { throw TorchError.badArgument(operation: operation(), reason: "it made no tensor") }
    self.init(owning: handle, engine)
  }
}
