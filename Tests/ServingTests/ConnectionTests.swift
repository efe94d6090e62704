import Dispatch
import FolderTesting
import Foundation
import Logging
import Serving
import Testing

/// Clients that hold connections: slow heads, slow bodies, and too many of them.
struct ConnectionTests {
  private let place: TemporaryFolder

  init() throws { place = try RunningServer.folder() }

  /// Does `work` with the port of a training's page, which has the same connections as the server with models.
  private func withPage(
    limits change: (inout ServingLimits) -> Void, _ work: @escaping @Sendable (Int) throws -> Void
  ) async throws {
    var limits = ServingLimits()
    change(&limits)
    let (ports, ready) = AsyncStream<Int>.makeStream()
    let server = RunServer(
      run: place.url.appending(path: "run"), web: nil, port: 0,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, limits: limits
    ) { ready.yield($0) }
    let running = Task { try await server.run() }
    var first = ports.makeAsyncIterator()
    let port = try #require(await first.next())
    let outcome = await withCheckedContinuation { continuation in
      // Sockets that are waited for are no work for the threads that the server answers on.
      DispatchQueue.global().async { continuation.resume(returning: Result { try work(port) }) }
    }
    await server.stop()
    try await running.value
    try outcome.get()
  }

  private static let whole = "GET /runs HTTP/1.1\r\nHost: localhost\r\n\r\n"
  private static let half = "GET /runs HTTP/1.1\r\nHost: local"
  private static let upload =
    "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
    + "Expect: 100-continue\r\n\r\n"

  /// Whether a whole request is answered well on a connection that goes on.
  private static func isAnswered(_ wire: Wire) -> Bool {
    wire.send(whole)
    var answer = ""
    while !answer.hasSuffix("}") {
      let piece = wire.next()
      guard !piece.isEmpty else { return false }
      answer += piece
    }
    return answer.hasPrefix("HTTP/1.1 200")
  }

  // MARK: - Heads

  @Test func aSlowHeadEndsTheConnection() async throws {
    try await withPage(limits: { $0.headerTime = .milliseconds(300) }) { port in
      let start = ContinuousClock.now
      let slow = try Wire(port: port)
      slow.send(Self.half)
      #expect(slow.rest().isEmpty)
      let kept = try Wire(port: port)
      #expect(Self.isAnswered(kept))
      // Silence between requests is no slow head.
      usleep(500_000)
      #expect(Self.isAnswered(kept))
      kept.send(Self.half)
      #expect(kept.rest().isEmpty)
      #expect(ContinuousClock.now - start < .seconds(5))
    }
  }

  @Test func aSlowHeadIsNotHelpedByABitNowAndThen() async throws {
    try await withPage(limits: { $0.headerTime = .milliseconds(300) }) { port in
      let slow = try Wire(port: port)
      slow.send(Self.half)
      var sent = 0
      while sent < 100, slow.send("x") {
        sent += 1
        usleep(50_000)
      }
      #expect(sent < 60)
    }
  }

  @Test func theTrainingsPageKnowsItsNamesToo() async throws {
    try await withPage(limits: { _ in }) { port throws in
      func status(_ head: String) throws -> String {
        let wire = try Wire(port: port)
        wire.send("\(head)\r\nConnection: close\r\n\r\n")
        return String(wire.rest().dropFirst(9).prefix(3))
      }
      #expect(try status("GET /runs HTTP/1.1\r\nHost: 127.0.0.1:\(port)") == "200")
      #expect(try status("GET /runs HTTP/1.1\r\nHost: attacker.example") == "421")
      #expect(try status("GET /runs HTTP/1.1") == "400")
      #expect(try status("GET /runs HTTP/1.1\r\nHost: localhost\r\nHost: localhost") == "400")
      #expect(try status("POST /runs HTTP/1.1\r\nHost: localhost\r\nOrigin: null") == "403")
    }
  }

  // MARK: - Slots

  @Test func idleConnectionsMakeRoom() async throws {
    try await withPage(limits: { $0.connections = 4 }) { port in
      let halves = try (0..<12).map { _ in try Wire(port: port) }
      for half in halves { half.send(Self.half) }
      let start = ContinuousClock.now
      let wire = try Wire(port: port)
      #expect(Self.isAnswered(wire))
      // The first has had to go.
      #expect(halves[0].rest().isEmpty)
      #expect(ContinuousClock.now - start < .seconds(2))
    }
  }

  @Test(.enabled(if: RunningServer.program != nil, "hilum-server is not built"))
  func whoHoldsAllSlotsSilencesNobody() throws {
    let server = try RunningServer(in: place.url, "--max-connections", "4")
    let holders = try (0..<4).map { _ in try Wire(port: server.port) }
    for holder in holders {
      holder.send(Self.upload)
      #expect(holder.next().hasPrefix("HTTP/1.1 100"))
    }
    let refusal = try server.ask("GET /models HTTP/1.1")
    #expect(refusal.hasPrefix("HTTP/1.1 503"))
    #expect(refusal.contains("too_many_connections"))
    #expect(refusal.lowercased().contains("retry-after"))
    for path in ["/health", "/v2/health/live", "/v2/health/ready", "/metrics"] {
      #expect(try server.ask("GET \(path) HTTP/1.1").hasPrefix("HTTP/1.1 200"))
    }
    // Another client has its share, for which the first has to let one go.
    #expect(try server.ask("GET /models HTTP/1.1", from: "127.0.0.2").hasPrefix("HTTP/1.1 200"))
    #expect(holders[0].rest().isEmpty)
    // And the first is served again once the other has gone.
    let deadline = ContinuousClock.now + .seconds(10)
    var isServed = false
    while !isServed, ContinuousClock.now < deadline {
      isServed = try server.ask("GET /models HTTP/1.1").hasPrefix("HTTP/1.1 200")
    }
    #expect(isServed)
  }
}
