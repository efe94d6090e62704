import Auditing
import Foundation
import Logging
import ServiceLifecycle

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
