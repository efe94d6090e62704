public import ArgumentParser
import Dispatch
import Files
import Foundation
import Inference
import Logging
import Serving
import Synchronization

/// `hilum serve`, and the whole of `hilum-server`.
public struct ServeCommand: ParsableCommand {
  /// What the help says.
  public static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve readings over HTTP.",
    discussion: "Research software, not a medical device.")

  @Option(help: "Folder with models, NAME/VERSION/, or one bundle.")
  var models: String

  @Option(help: "Address to listen at.")
  var host = "127.0.0.1"

  @Option(help: "Port to listen at; 0 for any that is free.")
  var port = 8000

  @Option(help: "Arithmetic: \(Precision.allCases.map(\.rawValue).joined(separator: ", ")).")
  var precision = Precision.f32

  @Flag(help: "Listen where others can reach it, though no key is needed.")
  var insecure = false

  /// The command without arguments.
  public init() {}

  /// Serves until SIGTERM or SIGINT.
  public func run() throws {
    var options = ServingOptions(models: URL(filePath: models, directoryHint: .isDirectory))
    options.host = host
    options.port = port
    options.precision = precision
    options.isInsecureAllowed = insecure
    options.compiledModels = Caches().hilum.appending(path: "compiled")
    let logger = Logger(label: "hilum") { StreamLogHandler.standardError(label: $0) }
    let outcome = Mutex<(any Error)?>(nil)
    let done = DispatchSemaphore(value: 0)
    Task { [options] in
      do {
        try await HilumServer(options, logger: logger).run()
      } catch {
        outcome.withLock { $0 = error }
      }
      done.signal()
    }
    done.wait()
    if let error = outcome.withLock({ $0 }) { throw error }
  }
}
