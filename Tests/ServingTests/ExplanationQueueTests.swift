import Serving
import Synchronization
import Testing

/// The turns of slow explanations.
struct ExplanationQueueTests {
  /// What was done, in its order, and where those who waited stood.
  private final class Record: Sendable {
    private let done = Mutex<[String]>([])
    private let places = Mutex<[String: [Int]]>([:])

    var names: [String] { done.withLock { $0 } }
    func places(of name: String) -> [Int] { places.withLock { $0[name] ?? [] } }
    func add(_ name: String) { done.withLock { $0.append(name) } }
    func place(_ name: String, _ place: Int) { places.withLock { $0[name, default: []].append(place) } }
  }

  private static func until(_ condition: () -> Bool) async throws {
    for _ in 0..<2000 where !condition() { try await Task.sleep(for: .milliseconds(2)) }
    #expect(condition())
  }

  @Test func clientsTakeTurns() async throws {
    let queue = ExplanationQueue(limit: 8)
    let record = Record()
    let (gate, opening) = AsyncStream<Void>.makeStream()
    let first = Task { try await queue.run(for: "a") { for await _ in gate {} } }
    // What comes first waits until all others are in line.
    try await Task.sleep(for: .milliseconds(20))
    var others: [Task<Void, any Error>] = []
    for name in ["a1", "a2", "b1", "b2"] {
      let before = queue.waiting
      others.append(
        Task {
          try await queue.run(for: String(name.prefix(1)), place: { record.place(name, $0) }) { record.add(name) }
        })
      try await Self.until { queue.waiting > before }
    }
    opening.finish()
    try await first.value
    for task in others { try await task.value }
    #expect(record.names == ["b1", "a1", "b2", "a2"])
    #expect(record.places(of: "a1").first == 1)
    #expect(record.places(of: "a1").contains(2))
    #expect(record.places(of: "a2").last == 0)
    #expect(queue.waiting == 0)
  }

  @Test func whoeverGoesGivesUpTheirPlace() async throws {
    let queue = ExplanationQueue(limit: 8)
    let record = Record()
    let (gate, opening) = AsyncStream<Void>.makeStream()
    let first = Task { try await queue.run(for: "a") { for await _ in gate {} } }
    try await Task.sleep(for: .milliseconds(20))
    let leaving = Task { try await queue.run(for: "b") { record.add("b") } }
    try await Self.until { queue.waiting == 1 }
    let staying = Task { try await queue.run(for: "c") { record.add("c") } }
    try await Self.until { queue.waiting == 2 }
    leaving.cancel()
    await #expect(throws: CancellationError.self) { try await leaving.value }
    #expect(queue.waiting == 1)
    opening.finish()
    try await first.value
    try await staying.value
    #expect(record.names == ["c"])
  }
}
