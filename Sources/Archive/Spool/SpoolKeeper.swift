package import Foundation
package import Logging

/// Removes the files of objects whose results are delivered, and later their records, every hour; where room runs short, the
/// files at once.
package struct SpoolKeeper: Sendable {
  private static let interval = 3600.0
  private static let batch = 200

  let spool: Spool
  let logger: Logger
  package init(_ spool: Spool, logger: Logger) {
    self.spool = spool
    self.logger = logger
  }

  private var wake: Wake { spool.crowding }

  func run() async {
    for await _ in wake.rings {
      do throws(SpoolError) {
        try await sweep(at: Date())
      } catch {
        logger.error("old objects can't be removed", metadata: ["reason": "\(error)"])
      }
      wake.ring(at: Date(timeIntervalSinceNow: Self.interval))
    }
  }

  /// Removes what has been kept long enough.
  ///
  /// Files go before the record says so: after a kill in between they are looked for once more.
  ///
  /// - Throws: ``SpoolError``.
  package func sweep(at time: Date) async throws(SpoolError) {
    while !wake.isFinished {
      let age = spool.fullness == nil ? spool.limits.keepFiles / .seconds(1) : 0
      let objects = try await spool.store.finished(before: time.addingTimeInterval(-age), limit: Self.batch)
      guard !objects.isEmpty else { break }
      for object in objects { spool.folder.remove(object.id) }
      try await spool.store.setSwept(objects.map(\.id))
      spool.add(bytes: -objects.reduce(0) { $0 + $1.bytes })
    }
    let records = time.addingTimeInterval(-(spool.limits.keepRecords / .seconds(1)))
    let count = try await spool.store.forget(before: records)
    if count > 0 { logger.info("old objects are forgotten", metadata: ["count": "\(count)"]) }
  }
}
