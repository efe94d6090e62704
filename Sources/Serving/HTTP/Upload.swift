import Foundation

/// The pictures that a client has sent; while it lives, its bytes count against the server's memory.
struct Upload: Sendable {
  let files: [Data]
  let lease: MemoryLease
}
