import Archive
import ArgumentParser
import Foundation

extension ArchiveCommand {
  /// `hilum archive status`.
  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Count what waits, what is done and what failed, and why.")

    @OptionGroup var options: SpoolOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let store = try options.store()
      let status = try ServerProcess.wait { try await SpoolStatus(store) }
      if json { try JSONOutput.print(status) } else { print(status.text) }
    }
  }
}

/// What a spool holds, and its dead letters.
struct SpoolStatus: Sendable {
  let summary: ArchiveStore.Summary
  let failed: [ArchivedObject]

  init(_ store: ArchiveStore) async throws {
    summary = try await store.summary()
    var failed: [ArchivedObject] = []
    var cursor: Int?
    repeat {
      let page = try await store.page(limit: 1000, before: cursor, state: .failed)
      failed += page.objects
      cursor = page.next
    } while cursor != nil
    self.failed = failed
  }

  /// The status for people.
  var text: String {
    var lines = [
      ArchivedObject.State.allCases.map { "\(summary.objects[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
    ]
    if let oldest = summary.oldest { lines.append("the oldest waits since \(oldest.formatted(.iso8601))") }
    for (destination, states) in summary.deliveries.sorted(by: { $0.key < $1.key }) {
      let counts = Delivery.State.allCases.map { "\(states[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
      lines.append("\(destination): \(counts)")
    }
    lines += failed.map { "failed \($0.id)  \($0.received.formatted(.iso8601))  \($0.error ?? "")" }
    return lines.joined(separator: "\n")
  }
}

extension SpoolStatus: Encodable {
  private enum CodingKeys: String, CodingKey { case counts, deliveries, oldest, bytes, failed }

  /// Writes every key, `null` where nothing waits.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Dictionary(summary.objects.map { ($0.rawValue, $1) }) { $1 }, forKey: .counts)
    try container.encode(
      summary.deliveries.mapValues { states in Dictionary(states.map { ($0.rawValue, $1) }) { $1 } },
      forKey: .deliveries)
    try container.encode(summary.oldest?.formatted(.iso8601), forKey: .oldest)
    try container.encode(summary.bytes, forKey: .bytes)
    try container.encode(failed, forKey: .failed)
  }
}
