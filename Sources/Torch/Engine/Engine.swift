import CTorch
import Glibc

/// The loaded engine: LibTorch behind a table of C functions.
package struct Engine: @unchecked Sendable {
  /// The table, which lasts as long as the process and never changes.
  let table: UnsafePointer<ct_api>

  /// The engine, loaded when it is first asked for.
  static let shared = Result { try Engine(library: "libCTorchEngine.so") }

  /// Loads the engine from `library`, a file name that is looked up along the program's rpath, or a path.
  package init(library: String) throws {
    // Threads that wait for each other sleep instead of spinning: the forward pass, the backward pass and those that make
    // batches have threads of their own, and spinning ones keep the others from the cores. The user's word goes first.
    setenv("OMP_WAIT_POLICY", "PASSIVE", 0)
    var reason: UnsafePointer<CChar>?
    guard let table = ct_load(library, &reason) else {
      throw TorchError.libraryMissing(reason: TorchError.sanitized(reason.map { String(cString: $0) } ?? ""))
    }
    self.table = table
  }

  /// The engine, or the error that it could not be loaded.
  static func loaded() throws -> Engine { try shared.get() }

  /// The words of this thread's last failure.
  var lastReason: String { TorchError.sanitized(table.pointee.last_error().map { String(cString: $0) } ?? "") }

  /// Throws the error that belongs to `status`, unless it is a success.
  ///
  /// - Parameter operation: What was tried, in words that go into "… failed".
  func check(
    _ status: ct_status, _ operation: @autoclosure () -> String, shapes: @autoclosure () -> [[Int]] = []
  ) throws {
    guard status != CT_OK else { return }
    throw TorchError(status, operation: operation(), shapes: shapes(), reason: lastReason)
  }
}
