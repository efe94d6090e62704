import ArgumentParser
import Dispatch
public import Foundation
import Logging
import Serving
import Synchronization

/// The server as the program's only work: the calling thread waits until it has ended.
public enum ServerProcess {
  /// Serves until SIGTERM or SIGINT.
  ///
  /// - Parameter onReady: is told the port once connections are taken.
  /// - Throws: `ServingError`, `FileError`, `AuditError`.
  static func run(
    _ options: ServingOptions, logger: Logger, onReady: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws {
    let outcome = Mutex<(any Error)?>(nil)
    let done = DispatchSemaphore(value: 0)
    Task {
      do {
        try await HilumServer(options, logger: logger).run(onReady: onReady)
      } catch {
        outcome.withLock { $0 = error }
      }
      done.signal()
    }
    done.wait()
    if let error = outcome.withLock({ $0 }) { throw error }
  }

  /// Serves a bundle, or a folder with models, and the web page at `hilum serve`'s own address, only to this machine.
  ///
  /// - Parameter onReady: is told the address once connections are taken.
  /// - Throws: `ServingError`.
  public static func run(models: URL, onReady: @escaping @Sendable (String) -> Void) throws {
    var given = try ServeOptions.parse([])
    given.models = models.path
    given.logLevel = "warning"
    let options = try given.servingOptions()
    try run(options, logger: given.logger) { onReady("http://\(options.host):\($0)") }
  }
}
