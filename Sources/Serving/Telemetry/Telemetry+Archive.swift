import Archive
import Foundation

/// What the node of an archive tells of itself.
extension Telemetry {
  static let archiveHelp = [
    "hilum_archive_received_total": "Objects taken in.",
    "hilum_archive_duplicates_total": "Objects that came again.",
    "hilum_archive_own_results_total": "Hilum's own pictures that came back and were left alone.",
    "hilum_archive_refused_total": "Objects refused, by status.",
    "hilum_archive_unreadable_total": "Objects that can't be read.",
    "hilum_archive_result_seconds": "Time from an object's receipt, in whole seconds, until its results are written.",
    "hilum_archive_delivered_total": "Results that reached their destination, by destination.",
    "hilum_archive_delivery_failures_total": "Deliveries that failed, by destination and whether they were given up.",
    "hilum_archive_objects": "Objects, by state.",
    "hilum_archive_deliveries": "Deliveries, by destination and state.",
    "hilum_archive_oldest_waiting_seconds": "Since when the oldest object waits that is neither done nor failed.",
    "hilum_archive_spool_bytes": "Bytes of objects and results in the spool.",
    "hilum_archive_accepting": "Whether objects are taken at the moment.",
  ]

  /// Counts what happened.
  @Sendable func record(_ event: ArchiveEvent) {
    switch event {
    case .received: metrics.count("hilum_archive_received_total")
    case .duplicate: metrics.count("hilum_archive_duplicates_total")
    case .ownResult: metrics.count("hilum_archive_own_results_total")
    case .refused(let status): metrics.count("hilum_archive_refused_total", [("status", status)])
    case .unreadable: metrics.count("hilum_archive_unreadable_total")
    case .read(let seconds): metrics.observe("hilum_archive_result_seconds", [], seconds)
    case .delivered(let destination):
      metrics.count("hilum_archive_delivered_total", [("destination", destination)])
    case .deliveryFailed(let destination, let isPermanent):
      metrics.count(
        "hilum_archive_delivery_failures_total", [("destination", destination), ("given_up", "\(isPermanent)")])
    }
  }

  /// Sets the gauges of a node.
  ///
  /// - Throws: `SpoolError`.
  func setGauges(of node: ArchiveNode) async throws {
    let summary = try await node.spool.store.summary()
    for (state, count) in summary.objects {
      metrics.set("hilum_archive_objects", [("state", state.rawValue)], to: Double(count))
    }
    for (destination, states) in summary.deliveries {
      for (state, count) in states {
        metrics.set(
          "hilum_archive_deliveries", [("destination", destination), ("state", state.rawValue)], to: Double(count))
      }
    }
    metrics.set(
      "hilum_archive_oldest_waiting_seconds", to: summary.oldest.map { max(0, -$0.timeIntervalSinceNow) } ?? 0)
    metrics.set("hilum_archive_spool_bytes", to: Double(node.spool.heldBytes))
    metrics.set("hilum_archive_accepting", to: node.isAccepting ? 1 : 0)
  }
}
