import HTTPTypes
import Synchronization

/// Lets one slow explanation go on at a time, the others wait: clients take turns, and each its own in their order.
///
/// Start-time fair queueing with explanations of equal length (Goyal, Vin, Cheng, "Start-time Fair Queueing", 1996): a
/// client's next one belongs to the round after its last, and whoever belongs to the earliest round goes first.
package final class ExplanationQueue: Sendable {
  private struct Entry: Sendable {
    let id: Int
    let owner: String
    let round: Int
    let turn: Answer<Void>
    /// Is told how many are before it.
    let place: @Sendable (Int) -> Void
  }

  private struct State {
    var waiting: [Entry] = []
    /// Whose explanation goes on.
    var running: String?
    /// The round of that.
    var round = 0
    var lastID = 0
    /// How long the last one took, in seconds.
    var seconds = 5.0

    /// The number of those before each, in the order in which they come.
    var order: [Entry] { waiting.sorted { ($0.round, $0.id) < ($1.round, $1.id) } }

    func nextRound(of owner: String) -> Int {
      let own = waiting.filter { $0.owner == owner }.map(\.round).max() ?? (running == owner ? round : nil)
      return own.map { $0 + 1 } ?? round
    }
  }

  private let limit: Int
  private let state = Mutex(State())

  /// A queue in which so many wait at most, of one client half of them.
  package init(limit: Int) { self.limit = max(1, limit) }

  /// How many wait.
  package var waiting: Int { state.withLock { $0.waiting.count } }

  /// Refuses a client who would find no place.
  ///
  /// - Throws: ``APIError``.
  func admit(_ owner: String) throws { try state.withLock { try check($0, owner) } }

  /// Does some work once its turn has come; where the task is cancelled before, its place is given up.
  ///
  /// - Parameter place: is told how many are before this one, 0 once it is its turn.
  /// - Throws: ``APIError`` where too many wait; `CancellationError`; what the work throws.
  package func run<Value: Sendable>(
    for owner: String, place: @escaping @Sendable (Int) -> Void = { _ in },
    _ work: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await wait(for: owner, place)
    let started = ContinuousClock.now
    defer { leave(after: (ContinuousClock.now - started).seconds) }
    place(0)
    try Task.checkCancellation()
    return try await work()
  }

  private func wait(for owner: String, _ place: @escaping @Sendable (Int) -> Void) async throws {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        let answer = Answer(continuation)
        do {
          let isWaiting = try state.withLock { state in
            guard state.running != nil else {
              state.running = owner
              return false
            }
            try check(state, owner)
            state.waiting.append(
              Entry(id: id, owner: owner, round: state.nextRound(of: owner), turn: answer, place: place))
            return true
          }
          guard isWaiting else { return answer.complete(.success(())) }
          tell()
          // The task may have been cancelled before there was a place to give up.
          if Task.isCancelled { giveUp(id) }
        } catch {
          answer.fail(error)
        }
      }
    } onCancel: {
      giveUp(id)
    }
  }

  private func check(_ state: State, _ owner: String) throws {
    let retryAfter = min(max(1, Int(state.seconds.rounded(.up))), 60)
    guard state.waiting.count < limit else {
      throw APIError.unavailable(
        "explanations_full", "as many explanations wait as may; try again", retryAfter: retryAfter)
    }
    guard state.waiting.count(where: { $0.owner == owner }) < max(1, limit / 2) else {
      var error = APIError(
        .tooManyRequests, "too_many_explanations", "half of the places for explanations are yours already")
      error.retryAfter = retryAfter
      throw error
    }
  }

  /// Hands the turn on.
  private func leave(after seconds: Double) {
    let next: Entry? = state.withLock { state in
      state.seconds = seconds
      let next = state.order.first
      state.waiting.removeAll { $0.id == next?.id }
      state.running = next?.owner
      if let next { state.round = next.round }
      return next
    }
    next?.turn.complete(.success(()))
    tell()
  }

  private func giveUp(_ id: Int) {
    let entry: Entry? = state.withLock { state in
      guard let place = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
      return state.waiting.remove(at: place)
    }
    entry?.turn.fail(CancellationError())
    if entry != nil { tell() }
  }

  /// Tells all who wait where they stand: one goes on before the first of them.
  private func tell() {
    for (index, entry) in state.withLock({ $0.order }).enumerated() { entry.place(index + 1) }
  }
}
