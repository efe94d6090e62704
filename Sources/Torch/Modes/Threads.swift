import CTorch

/// How many threads LibTorch uses.
public enum Threads {
  /// The threads that share the work of one operator.
  public static func count() throws -> Int {
    Int(try Engine.loaded().table.pointee.thread_count())
  }

  /// Sets how many threads share the work of one operator.
  public static func setCount(_ count: Int) throws {
    let engine = try Engine.loaded()
    try engine.check(engine.table.pointee.set_thread_count(Int32(clamping: count)), "setting the number of threads")
  }

  /// The threads that run operators beside each other.
  public static func interopCount() throws -> Int {
    Int(try Engine.loaded().table.pointee.interop_thread_count())
  }

  /// Sets how many threads run operators beside each other.
  ///
  /// Possible once only, before they are first used.
  public static func setInteropCount(_ count: Int) throws {
    let engine = try Engine.loaded()
    try engine.check(
      engine.table.pointee.set_interop_thread_count(Int32(clamping: count)), "setting the number of threads")
  }
}
