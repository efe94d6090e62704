import CTorch

/// Runs `body` without recording for autograd, on this thread.
public func withoutGradients<Result>(_ body: () throws -> Result) throws -> Result {
  try recording(false, body)
}

/// Runs `body` with recording for autograd, on this thread, inside `withoutGradients`.
public func withGradients<Result>(_ body: () throws -> Result) throws -> Result {
  try recording(true, body)
}

/// Runs `body` in inference mode, on this thread: without recording, and with tensors that autograd never follows.
///
/// A little faster than `withoutGradients`; what it makes can't take part in training.
public func withInferenceMode<Result>(_ body: () throws -> Result) throws -> Result {
  let engine = try Engine.loaded()
  var mode: UnsafeMutableRawPointer?
  try engine.check(engine.table.pointee.inference_mode_begin(true, &mode), "inference mode")
  defer { engine.table.pointee.inference_mode_end(mode) }
  return try body()
}

private func recording<Result>(_ enabled: Bool, _ body: () throws -> Result) throws -> Result {
  let engine = try Engine.loaded()
  let before = engine.table.pointee.grad_enabled()
  engine.table.pointee.set_grad_enabled(enabled)
  defer { engine.table.pointee.set_grad_enabled(before) }
  return try body()
}
