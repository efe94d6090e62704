import Logging
import ServiceLifecycle
import UnixSignals

/// Reads keys, certificates and models anew when SIGHUP comes, each by itself: the old one stays where that fails.
struct Reloader: Service {
  let state: ServerState
  let certificates: Certificates?
  let logger: Logger

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      await attempt("keys") { try await state.gatekeeper.reload() }
      if let certificates { await attempt("certificate") { try certificates.reload() } }
      state.library.refreshInBackground()
    }
  }

  private func attempt(_ what: String, _ reload: () async throws -> Void) async {
    do {
      try await reload()
      logger.notice("read anew", metadata: ["what": "\(what)"])
    } catch {
      logger.error("the old one stays", metadata: ["what": "\(what)", "reason": "\(error)"])
    }
  }
}
