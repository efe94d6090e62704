import Archive
import FolderTesting
import Foundation
import Logging
import Synchronization

/// A receiver that keeps objects in a folder and remembers what it was told.
final class FolderReceiver: ObjectReceiver {
  struct Memory: Sendable {
    var received: [OfferedObject] = []
    var abandoned: [String] = []
  }

  let folder: TemporaryFolder
  private let memory = Mutex(Memory())
  private let refusal: StoreRefusal?
  private let status: StoreStatus

  init(refusing refusal: StoreRefusal? = nil, answering status: StoreStatus = .success) throws {
    folder = try TemporaryFolder()
    self.refusal = refusal
    self.status = status
  }

  var received: [OfferedObject] { memory.withLock { $0.received } }
  var abandoned: [String] { memory.withLock { $0.abandoned } }

  func place(for object: OfferedObject) -> Result<URL, StoreRefusal> {
    if let refusal { return .failure(refusal) }
    return .success(folder.url.appending(path: object.sopInstance))
  }

  func received(_ object: OfferedObject, file: URL) -> StoreStatus {
    memory.withLock { $0.received.append(object) }
    return status
  }

  func abandoned(_ object: OfferedObject, file: URL, reason: String) {
    memory.withLock { $0.abandoned.append(reason) }
  }
}

/// Runs a node on any free port of this machine, and a body with it; the node has ended afterwards.
@discardableResult
func withNode<Result>(
  _ receiver: FolderReceiver, _ change: (inout NodeOptions) -> Void = { _ in },
  _ body: (DIMSENode) async throws -> Result
) async throws -> Result {
  var options = NodeOptions()
  options.idle = .seconds(2)
  change(&options)
  var logger = Logger(label: "tests")
  logger.logLevel = .critical
  let node = try DIMSENode(options, receiver: receiver, logger: logger)
  let running = Task { await node.run() }
  do {
    let result = try await body(node)
    running.cancel()
    await running.value
    return result
  } catch {
    running.cancel()
    await running.value
    throw error
  }
}

extension DIMSENode {
  /// A requester of this node.
  func requester(
    calling callingAE: String = "TESTS", called aeTitle: String = "HILUM", tls: TLSFiles? = nil
  ) -> DIMSERequester {
    let peer = PeerAddress(host: "127.0.0.1", port: port, aeTitle: aeTitle)
    return DIMSERequester(peer, callingAE: callingAE, tls: tls, timeout: .seconds(5))
  }
}

/// Does some blocking work on a thread of its own.
func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result { try work() }) }
  }
}

/// Waits until something holds, at most five seconds.
func eventually(_ holds: () -> Bool) async -> Bool {
  for _ in 0..<250 {
    if holds() { return true }
    try? await Task.sleep(for: .milliseconds(20))
  }
  return holds()
}
