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
    try wait { try await HilumServer(options, logger: logger).run(onReady: onReady) }
  }

  /// Takes objects of an archive in and sends results on, without HTTP, until SIGTERM or SIGINT.
  ///
  /// - Throws: `ServingError`, `FileError`, `AuditError`, `ConfigurationError`, `SpoolError`, `DIMSEError`.
  static func runArchive(_ options: ServingOptions, logger: Logger) throws {
    try wait { try await HilumServer(options, logger: logger).runArchive() }
  }

  /// Does some work while the calling thread waits for its result.
  public static func wait<Value: Sendable>(for work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let outcome = Mutex<Result<Value, any Error>?>(nil)
    let done = DispatchSemaphore(value: 0)
    Task {
      let result: Result<Value, any Error>
      do {
        result = .success(try await work())
      } catch {
        result = .failure(error)
      }
      outcome.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    guard let result = outcome.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
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
