import Synchronization

/// The associations that run, shared fairly: one address has at most three quarters of the places, and where they run short
/// an association that waits for messages goes, of an address that has no fewer than the newcomer's would have.
final class AssociationTable: Sendable {
  /// An association in its place.
  struct Entry: Sendable {
    let channel: Channel
    let address: String
  }

  private struct State: Sendable {
    var running: [ObjectIdentifier: Entry] = [:]
    /// Those that were asked to go.
    var ending: [ObjectIdentifier: Entry] = [:]
  }

  /// Associations that have waited for less than this are between two messages.
  private static let pause: Duration = .seconds(1)

  private let limit: Int
  private let limitOfAddress: Int
  private let state = Mutex(State())

  init(limit: Int) {
    self.limit = max(1, limit)
    limitOfAddress = max(1, self.limit * 3 / 4)
  }

  var isEmpty: Bool { state.withLock { $0.running.isEmpty && $0.ending.isEmpty } }

  /// Takes an association in, for which another may have to go; false where there is no room for it.
  func admit(_ entry: Entry) -> Bool {
    state.withLock { state in
      func count(_ address: String) -> Int {
        state.running.values.count { $0.address == address } + (address == entry.address ? 1 : 0)
      }
      let own = count(entry.address)
      if state.running.count >= limit || own > limitOfAddress {
        let victim = state.running.filter { _, other in
          guard other.channel.quiet > Self.pause else { return false }
          return own > limitOfAddress ? other.address == entry.address : count(other.address) >= own
        }.max { one, other in
          let (first, second) = (count(one.value.address), count(other.value.address))
          return first == second ? one.value.channel.quiet < other.value.channel.quiet : first < second
        }
        guard let victim, state.ending.count < limit else { return false }
        victim.value.channel.stop()
        state.ending[victim.key] = victim.value
        state.running[victim.key] = nil
      }
      state.running[ObjectIdentifier(entry.channel)] = entry
      return true
    }
  }

  /// Forgets an association that has ended.
  func remove(_ channel: Channel) {
    state.withLock { state in
      state.running[ObjectIdentifier(channel)] = nil
      state.ending[ObjectIdentifier(channel)] = nil
    }
  }

  /// Asks all to end after the message that is under way.
  func stop() { forEach { $0.stop() } }

  /// Ends all connections.
  func interrupt() { forEach { $0.interrupt() } }

  private func forEach(_ body: (Channel) -> Void) {
    state.withLock { state in
      for entry in state.running.values { body(entry.channel) }
      for entry in state.ending.values { body(entry.channel) }
    }
  }
}
