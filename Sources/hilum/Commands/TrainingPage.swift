import ArgumentParser
import Dispatch
import Foundation
import Logging
import Serving
import Synchronization

/// Whether and where a training is shown on a web page while it goes on.
struct TrainingPage: ParsableArguments {
  @Flag(help: "Show the training on a web page of this machine while it goes on.")
  var ui = false

  @Option(help: "Port of the page; 0 for any that is free.")
  var uiPort = 8000

  func validate() throws {
    guard (0...65535).contains(uiPort) else { throw ValidationError("--ui-port is from 0 to 65535") }
  }

  /// Does `work`, which writes the run's folder, with the page beside it if that is wanted.
  ///
  /// - Throws: `ServingError` if the page can't be shown, before the work begins; what the work throws.
  func showing<Result>(_ run: URL, _ work: () throws -> Result) throws -> Result {
    guard ui else { return try work() }
    let web = WebFolder.standard()
    let address = Mutex<String?>(nil)
    let failure = Mutex<(any Error)?>(nil)
    let hasBegun = DispatchSemaphore(value: 0)
    let hasEnded = DispatchSemaphore(value: 0)
    let server = RunServer(
      run: run, web: web, port: uiPort, logger: Logger(label: "hilum") { _ in SwiftLogNoOpLogHandler() }
    ) { port in
      address.withLock { $0 = "http://127.0.0.1:\(port)/" }
      hasBegun.signal()
    }
    Task {
      do {
        try await server.run()
      } catch {
        failure.withLock { $0 = error }
      }
      hasBegun.signal()
      hasEnded.signal()
    }
    hasBegun.wait()
    guard let address = address.withLock({ $0 }) else { throw failure.withLock { $0 } ?? ExitCode.failure }
    Console.message("The training is shown at \(address) until it ends.")
    if web == nil { Console.message("There is no web page beside this program: only \(address)runs answers.") }
    defer {
      Task { await server.stop() }
      hasEnded.wait()
    }
    return try work()
  }
}
