import CArchive
import Glibc

/// Connections whose peers have not asked for an association yet, or have been told that they get none.
///
/// Where room runs short those go that have been silent for the longest, of the address that has the most. Belongs to the
/// node's thread.
struct PendingConnections {
  /// How many there may be.
  static let limit = 256
  /// When the request is due.
  static let patience: Duration = .seconds(5)
  /// How long a peer that was rejected may take to go.
  private static let parting: Duration = .seconds(1)

  struct Connection {
    let channel: Channel
    let address: String
    var deadline: ContinuousClock.Instant
    var events = Int16(POLLIN)
    var isParting = false
  }

  private(set) var all: [Int32: Connection] = [:]

  var nextDeadline: ContinuousClock.Instant? { all.values.map(\.deadline).min() }

  /// Takes a connection in, for which another may have to go.
  mutating func add(_ channel: Channel, from address: String) {
    if all.count >= Self.limit { giveUp(for: address) }
    all[channel.socket] = Connection(channel: channel, address: address, deadline: .now + Self.patience)
  }

  mutating func remove(_ socket: Int32) { all[socket] = nil }

  /// Notes for what a connection waits.
  mutating func set(_ events: Int32, of socket: Int32) { all[socket]?.events = Int16(events) }

  /// Lets a peer that has been rejected go in its own time, so that it gets to read the rejection.
  mutating func part(with socket: Int32) {
    all[socket]?.isParting = true
    all[socket]?.events = Int16(POLLIN)
    all[socket]?.deadline = .now + Self.parting
  }

  /// Forgets those that are overdue.
  mutating func expire() {
    let now = ContinuousClock.now
    all = all.filter { $0.value.deadline > now }
  }

  /// Forgets one: the oldest of the address that has the most, the newcomer's included.
  mutating func giveUp(for newcomer: String? = nil) {
    var counts: [String: Int] = [:]
    for connection in all.values { counts[connection.address, default: 0] += 1 }
    if let newcomer { counts[newcomer, default: 0] += 1 }
    let victim = all.min { one, other in
      let (first, second) = (counts[one.value.address] ?? 0, counts[other.value.address] ?? 0)
      return first == second ? one.value.deadline < other.value.deadline : first > second
    }
    if let victim { all[victim.key] = nil }
  }
}
