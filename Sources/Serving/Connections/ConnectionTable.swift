import NIOCore
import Synchronization

/// The open connections, shared fairly: where slots run short, the idle ones of whoever holds the most are closed first.
///
/// Beyond the limit there are a few spare slots, in which only health and metrics are answered, so that a full server can
/// still be watched.
final class ConnectionTable: Sendable {
  /// What a connection does, in the order in which connections are given up.
  enum State: Int, Sendable {
    /// It has sent no whole head since its last answer.
    case idle
    /// It sends a body.
    case receiving
    /// It waits for its answer.
    case answering
  }

  /// Connections beyond the limit.
  static let spareSlots = 16

  private let limit: Int
  private let slots = Mutex(Slots())

  init(limit: Int) { self.limit = limit }

  /// Takes a connection in, for which another may have to go; false where there is no room for it.
  func open(_ channel: any Channel) -> Bool {
    let client = Self.client(channel.remoteAddress)
    let (isOpen, victim): (Bool, (any Channel)?) = slots.withLock { slots in
      var victim: (any Channel)?
      if slots.regular >= limit { victim = slots.giveUp(for: client, isSpare: false) }
      let isSpare = slots.regular >= limit
      if isSpare, slots.spare >= Self.spareSlots {
        victim = slots.giveUp(for: client, isSpare: true)
        guard victim != nil else { return (false, nil) }
      }
      slots.add(Slot(channel: channel, client: client, isSpare: isSpare))
      return (true, victim)
    }
    // Not with the lock held: closing may lead to `remove(_:)` at once.
    victim?.close(promise: nil)
    return isOpen
  }

  /// Notes what a connection does.
  func set(_ state: State, of channel: any Channel) {
    slots.withLock { slots in
      slots.all[ObjectIdentifier(channel)]?.state = state
      slots.all[ObjectIdentifier(channel)]?.since = .now()
    }
  }

  /// Whether a connection is beyond the limit still; it moves up where there is room by now.
  func isSpare(_ channel: any Channel) -> Bool {
    slots.withLock { slots in
      let id = ObjectIdentifier(channel)
      if slots.regular < limit { slots.moveUp(id) }
      return slots.all[id]?.isSpare ?? false
    }
  }

  /// Forgets a connection that has ended.
  func remove(_ channel: any Channel) {
    noteLeaving(channel)
    slots.withLock { $0.remove(ObjectIdentifier(channel)) }
  }

  /// Notes that the client of a connection sends no more: it has gone, or will.
  func noteLeaving(_ channel: any Channel) {
    let cancel: (@Sendable () -> Void)? = slots.withLock { slots in
      slots.all[ObjectIdentifier(channel)]?.isLeaving = true
      return slots.all[ObjectIdentifier(channel)]?.cancel
    }
    cancel?()
  }

  /// Does some long work for the client of a connection; it is cancelled where the client goes.
  ///
  /// - Throws: what the work throws.
  func working<Value: Sendable>(
    for channel: any Channel, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let id = ObjectIdentifier(channel)
    let task = Task(operation: work)
    let hasLeft: Bool = slots.withLock { slots in
      slots.all[id]?.cancel = { task.cancel() }
      return slots.all[id]?.isLeaving ?? false
    }
    if hasLeft { task.cancel() }
    defer { slots.withLock { $0.all[id]?.cancel = nil } }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// Who is at the other end: an IPv4 address, or the network of an IPv6 address, of which one client has very many.
  private static func client(_ address: SocketAddress?) -> String {
    guard let text = HostName.text(of: address) else { return "local" }
    guard case .v6(let address) = address, text.contains(":") else { return text }
    // The address follows family, port and flow label; its first half is the network.
    return withUnsafeBytes(of: address.address) { $0[8..<16].map { String($0, radix: 16) } }.joined(separator: ".")
  }
}

/// A connection's place.
private struct Slot: Sendable {
  let channel: any Channel
  let client: String
  var isSpare: Bool
  var state = ConnectionTable.State.idle
  /// Since when it does what it does.
  var since = NIODeadline.now()
  /// Whether its client sends no more.
  var isLeaving = false
  /// Ends what is being done for its client.
  var cancel: (@Sendable () -> Void)?
}

/// All places, and how many each client has.
private struct Slots: Sendable {
  var all: [ObjectIdentifier: Slot] = [:]
  /// How many are within the limit.
  var regular: Int { all.count - spare }
  /// How many are beyond it.
  private(set) var spare = 0
  private var clients: [String: Int] = [:]

  mutating func add(_ slot: Slot) {
    all[ObjectIdentifier(slot.channel)] = slot
    clients[slot.client, default: 0] += 1
    if slot.isSpare { spare += 1 }
  }

  mutating func remove(_ id: ObjectIdentifier) {
    guard let slot = all.removeValue(forKey: id) else { return }
    clients[slot.client] = clients[slot.client].flatMap { $0 > 1 ? $0 - 1 : nil }
    if slot.isSpare { spare -= 1 }
  }

  /// Puts a connection that is beyond the limit within it.
  mutating func moveUp(_ id: ObjectIdentifier) {
    guard all[id]?.isSpare == true else { return }
    all[id]?.isSpare = false
    spare -= 1
  }

  /// Takes out the connection, within the limit or beyond it, that goes so that another of a client can come.
  ///
  /// An idle one goes if its client has no fewer than the newcomer's would have, a busy one only if it has more. The idle
  /// go first, of these those of the client with the most, of these the one that has been so for the longest.
  mutating func giveUp(for client: String, isSpare: Bool) -> (any Channel)? {
    func count(_ other: String) -> Int { (clients[other] ?? 0) + (other == client ? 1 : 0) }
    let own = count(client)
    let victim = all.filter { _, slot in
      guard slot.isSpare == isSpare else { return false }
      return slot.state == .idle ? count(slot.client) >= own : count(slot.client) > own
    }.min { one, other in
      let (first, second) = (one.value, other.value)
      return (first.state.rawValue, -count(first.client), first.since)
        < (second.state.rawValue, -count(second.client), second.since)
    }
    if let victim { remove(victim.key) }
    return victim?.value.channel
  }
}
