import Archive
import ServiceLifecycle

/// The node of an archive, as long as the server runs.
struct ArchiveService: Service {
  let node: ArchiveNode
  let reader: ServedObjectReader

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await node.run(node.comparing(reader))
    } onGracefulShutdown: {
      node.stop()
    }
  }
}
