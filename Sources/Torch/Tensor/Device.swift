import CTorch

/// Where a tensor's elements are and its operators run.
public struct Device: Hashable, Sendable, CustomStringConvertible {
  /// The kinds of device.
  public enum Kind: String, Sendable, CaseIterable {
    /// The processor.
    case cpu
    /// A graphics processor of NVIDIA.
    case cuda
  }

  /// The kind of device.
  public let kind: Kind
  /// Which one of its kind, from 0; nil means the current one.
  public let index: Int?

  /// A device of a kind.
  public init(_ kind: Kind, index: Int? = nil) {
    self.kind = kind
    self.index = index
  }

  /// The processor.
  public static let cpu = Device(.cpu)
  /// The current graphics processor.
  public static let cuda = Device(.cuda)

  /// "cpu", "cuda" or "cuda:1", as PyTorch writes it.
  public var description: String { kind.rawValue + (index.map { ":\($0)" } ?? "") }

  /// How many devices of a kind LibTorch can use; 0 without LibTorch.
  public static func count(_ kind: Kind) -> Int {
    guard let engine = try? Engine.loaded() else { return 0 }
    return Int(engine.table.pointee.device_count(kind.lowered))
  }

  /// Readies the device.
  ///
  /// On a graphics processor float32 stays float32: convolutions are not rounded to TensorFloat-32, as PyTorch lets them
  /// be.
  ///
  /// - Parameter tuning: Whether cuDNN tries its algorithms on each new shape of batch and keeps the fastest, which pays
  ///   where few shapes come often, as in training.
  /// - Throws: `TorchError.operationFailed` with LibTorch's reason why it can't use the device.
  public func prepare(tuning: Bool = false) throws {
    let engine = try Engine.loaded()
    let table = engine.table
    guard table.pointee.device_prepare(kind.lowered) == CT_OK else {
      throw TorchError.operationFailed(operation: "readying \(self)", shapes: [], reason: engine.lastReason)
    }
    guard kind == .cuda else { return }
    table.pointee.set_cudnn_benchmark(tuning)
    try engine.check(table.pointee.set_tf32(false), "readying \(self)")
  }

  /// Waits until the device has done all that it was given, as timing needs.
  public func synchronize() throws {
    let engine = try Engine.loaded()
    try engine.check(engine.table.pointee.device_synchronize(lowered), "waiting for \(self)")
  }
}

// MARK: - To and from the engine

extension Device.Kind {
  var lowered: ct_device_type { self == .cpu ? CT_CPU : CT_CUDA }
}

extension Device {
  var lowered: ct_device { ct_device(type: kind.lowered, index: Int32(index ?? -1)) }

  init(_ device: ct_device) {
    self.init(device.type == CT_CUDA ? .cuda : .cpu, index: device.index < 0 ? nil : Int(device.index))
  }
}
