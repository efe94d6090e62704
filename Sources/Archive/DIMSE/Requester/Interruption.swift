import CArchive

/// Ends an operation that a thread of its own is about.
final class Interruption: @unchecked Sendable {
  // Unchecked: the C library's functions on it may be called on any thread.
  let pointer: OpaquePointer?

  init() { pointer = carchive_interruption_create() }

  deinit { carchive_interruption_free(pointer) }

  /// Ends its connection, at once or as soon as there is one.
  func interrupt() {
    if let pointer { carchive_interrupt(pointer) }
  }
}
