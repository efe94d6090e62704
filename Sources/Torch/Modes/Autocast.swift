import CTorch
public import TensorFiles

/// Automatic mixed precision: convolutions and matrix products get their arguments in a smaller type.
public struct Autocast: Hashable, Sendable {
  /// The type of the arguments: bfloat16, or float16 on a graphics processor; nil leaves everything in float32.
  public let type: ScalarType?
  /// The kind of device whose operators are meant.
  public let device: Device.Kind

  /// Mixed precision with `type` on a kind of device.
  public init(_ type: ScalarType?, on device: Device.Kind = .cpu) {
    self.type = type
    self.device = device
  }

  /// Runs `body` with mixed precision, on this thread.
  ///
  /// Only the forward pass and the loss belong inside: the backward pass follows by itself.
  public func callAsFunction<Result>(_ body: () throws -> Result) throws -> Result {
    let engine = try Engine.loaded()
    let table = engine.table
    let before = try Autocast.current(device)
    let code = (type ?? before.type)?.code ?? CT_BFLOAT16
    try engine.check(table.pointee.set_autocast(device.lowered, type != nil, code.rawValue), "mixed precision")
    table.pointee.autocast_nest(true)
    defer {
      table.pointee.autocast_nest(false)
      _ = table.pointee.set_autocast(device.lowered, before.type != nil, before.type?.code.rawValue ?? code.rawValue)
    }
    return try body()
  }

  /// What this thread has now for a kind of device.
  public static func current(_ device: Device.Kind) throws -> Autocast {
    let table = try Engine.loaded().table
    guard table.pointee.autocast_enabled(device.lowered) else { return Autocast(nil, on: device) }
    return Autocast(ScalarType(code: table.pointee.autocast_type(device.lowered)), on: device)
  }
}
