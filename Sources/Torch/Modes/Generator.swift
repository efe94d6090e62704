import CTorch

/// A source of random numbers, the same ones as PyTorch's for the same seed.
public final class Generator: @unchecked Sendable {
  let handle: ct_generator
  private let engine: Engine

  /// A source of its own.
  public convenience init(seed: UInt64, on device: Device = .cpu) throws {
    try self.init { $0.table.pointee.generator_new(device.lowered, seed, $1) }
  }

  /// The default source of a device, which dropout and all operators use that are given no other.
  public static func standard(_ device: Device = .cpu) throws -> Generator {
    try Generator { $0.table.pointee.generator_default(device.lowered, $1) }
  }

  /// Seeds the default sources of all devices.
  public static func seedStandard(_ seed: UInt64) throws {
    let engine = try Engine.loaded()
    try engine.check(engine.table.pointee.seed(seed), "seeding")
  }

  private init(_ make: (Engine, UnsafeMutablePointer<ct_generator?>) -> ct_status) throws {
    let engine = try Engine.loaded()
    var handle: ct_generator?
    try engine.check(make(engine, &handle), "making a generator")
    guard let handle else { throw TorchError.badArgument(operation: "making a generator", reason: "it made none") }
    self.handle = handle
    self.engine = engine
  }

  deinit { engine.table.pointee.generator_release(handle) }

  /// The state as bytes, for a checkpoint.
  public func state() throws -> Tensor {
    try Tensor("reading a generator's state") { engine, result in
      engine.table.pointee.generator_state(handle, result)
    }
  }

  /// Continues from a state that `state()` gave.
  public func restore(_ state: Tensor) throws {
    try engine.check(engine.table.pointee.generator_set_state(handle, state.handle), "restoring a generator's state")
  }
}
