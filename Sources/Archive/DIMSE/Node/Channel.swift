import CArchive

/// A connection to a peer, plain or TLS, as the C library keeps it.
final class Channel: @unchecked Sendable {
  // Unchecked: `advance`, `request` and `reject` are called by the node's thread before the association begins; what other
  // threads call afterwards is made for that.
  let pointer: OpaquePointer
  private let tls: TLSContext?

  /// Takes over a socket.
  init?(socket: Int32, tls: TLSContext?) {
    guard let pointer = carchive_channel_create(socket, tls?.pointer) else { return nil }
    self.pointer = pointer
    self.tls = tls
  }

  deinit { carchive_channel_free(pointer) }

  var socket: Int32 { carchive_channel_socket(pointer) }

  /// Why it ended; empty where the peer just went.
  var failure: String { String(cString: carchive_channel_failure(pointer)) }

  /// Handshake and A-ASSOCIATE-RQ, as far as they go without waiting.
  func advance() -> carchive_progress { carchive_channel_advance(pointer) }

  /// The A-ASSOCIATE-RQ.
  var request: [UInt8] {
    var count = 0
    let bytes = carchive_channel_request(pointer, &count)
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  func reject(_ rejection: AssociationRejection) {
    carchive_channel_reject(pointer, rejection.result, rejection.source, rejection.reason)
  }

  /// How long the association has waited for a message; zero while one is under way.
  var quiet: Duration { .milliseconds(carchive_channel_quiet(pointer)) }

  /// Asks for the association to end after the message that is under way.
  func stop() { carchive_channel_stop(pointer) }

  /// Ends the connection at once.
  func interrupt() { carchive_channel_interrupt(pointer) }
}
