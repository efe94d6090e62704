/// What takes longer than it may.
struct TimeLimitExceeded: Error {}

/// The outcome of an operation, which is cancelled where it takes longer than a limit.
///
/// - Throws: ``TimeLimitExceeded``, or what the operation throws.
func withTimeLimit<Outcome: Sendable>(
  _ limit: Duration, _ operation: @escaping @Sendable () async throws -> Outcome
) async throws -> Outcome {
  try await withThrowingTaskGroup(of: Outcome.self) { group in
    group.addTask(operation: operation)
    group.addTask {
      try await Task.sleep(for: limit)
      throw TimeLimitExceeded()
    }
    defer { group.cancelAll() }
    guard let outcome = try await group.next() else { throw CancellationError() }
    return outcome
  }
}
