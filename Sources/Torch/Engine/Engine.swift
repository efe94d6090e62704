import CTorch
import Glibc

/// The loaded engine: LibTorch behind a table of C functions.
package struct Engine: @unchecked Sendable {
  /// The table, which lasts as long as the process and never changes.
  let table: UnsafePointer<ct_api>

  /// The engine, loaded when it is first asked for.
  static let shared = Result { try Engine(library: "libCTorchEngine.so", using: TorchInstallation.named()) }

  /// Loads the engine from `library`, a file name that is looked up along the program's rpath, or a path.
  ///
  /// - Parameter torch: The LibTorch that it runs; the one along its own rpath where nil.
  package init(library: String, using torch: TorchInstallation? = nil) throws {
    // Threads that wait for each other sleep instead of spinning: the forward pass, the backward pass and those that make
    // batches have threads of their own, and spinning ones keep the others from the cores. The user's word goes first.
    setenv("OMP_WAIT_POLICY", "PASSIVE", 0)
    var reason: UnsafePointer<CChar>?
    guard let table = Self.load(library, after: torch?.libraries ?? [], &reason) else {
      let words = TorchError.sanitized(reason.map { String(cString: $0) } ?? "")
      guard let torch else { throw TorchError.libraryMissing(reason: words) }
      throw TorchError.unusable(folder: torch.folder, .notLoadable(reason: words))
    }
    let version = String(cString: table.pointee.version)
    guard TorchVersion(version)?.fits(LibTorch.compiledFor) == true else {
      let problem = InstallationProblem.version(found: version, needed: LibTorch.compiledFor)
      guard let torch else { throw TorchError.libraryMissing(reason: "\(problem)") }
      throw TorchError.unusable(folder: torch.folder, problem)
    }
    self.table = table
  }

  private static func load(
    _ library: String, after others: [String], _ reason: inout UnsafePointer<CChar>?
  ) -> UnsafePointer<ct_api>? {
    let paths = others.map { strdup($0) }
    defer { for path in paths { free(path) } }
    return ct_load(library, paths.map { $0.map { UnsafePointer($0) } }, Int32(paths.count), &reason)
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
