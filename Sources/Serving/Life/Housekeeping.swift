import Auditing
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// Looks at the folder with models now and then.
struct ModelWatcher: Service {
  let library: ModelLibrary
  let interval: Duration

  func run() async throws {
    while !Task.isShuttingDownGracefully {
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: interval) }
      if !Task.isShuttingDownGracefully { library.refreshInBackground() }
    }
  }
}

/// Reads keys, certificates and models anew when SIGHUP comes.
struct Reloader: Service {
  let state: ServerState
  let certificates: Certificates?
  let logger: Logger

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      do {
        try await state.gatekeeper.reload()
        try certificates?.reload()
        logger.notice("keys and certificates are read anew")
      } catch {
        logger.error("the old keys and certificates stay", metadata: ["reason": "\(error)"])
      }
      state.library.refreshInBackground()
    }
  }
}

/// Forgets readings that are older than they may be, every hour.
struct AuditKeeper: Service {
  let store: AuditStore
  let days: Int
  let logger: Logger

  func run() async throws {
    while !Task.isShuttingDownGracefully {
      do {
        let count = try await store.forget(before: Date(timeIntervalSinceNow: -Double(days) * 86_400))
        if count > 0 { logger.info("old readings are forgotten", metadata: ["count": "\(count)"]) }
      } catch {
        logger.error("old readings can't be forgotten", metadata: ["reason": "\(error)"])
      }
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(3600)) }
    }
  }
}
