package import NIOCore

extension Channel {
  /// Runs `body`, and closes the channel, which is waited for: nobody listens there any more.
  package func closing<Outcome>(after body: () async throws -> Outcome) async throws -> Outcome {
    let outcome: Result<Outcome, any Error>
    do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
    try? await close()
    return try outcome.get()
  }
}
