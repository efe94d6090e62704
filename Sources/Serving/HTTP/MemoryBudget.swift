import Synchronization

/// How many bytes of bodies may be in memory at a time.
final class MemoryBudget: Sendable {
  private let limit: Int
  private let used = Atomic(0)

  init(_ limit: Int) { self.limit = limit }

  /// Takes bytes of the budget; false where it is used up.
  fileprivate func take(_ bytes: Int) -> Bool {
    guard used.add(bytes, ordering: .relaxed).newValue <= limit else {
      give(bytes)
      return false
    }
    return true
  }

  fileprivate func give(_ bytes: Int) { used.subtract(bytes, ordering: .relaxed) }
}

/// One request's share of the budget, given back when it goes.
final class MemoryLease: Sendable {
  private let budget: MemoryBudget
  private let taken = Atomic(0)

  init(_ budget: MemoryBudget) { self.budget = budget }

  deinit { budget.give(taken.load(ordering: .relaxed)) }

  /// Takes more bytes.
  ///
  /// - Throws: ``APIError`` where the server holds as much as it may.
  func grow(by bytes: Int) throws {
    guard budget.take(bytes) else {
      throw APIError.unavailable("memory_full", "the server is reading as much as it can")
    }
    taken.add(bytes, ordering: .relaxed)
  }
}
