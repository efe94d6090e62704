import Archive
import DICOMTesting
import FolderTesting
import Foundation
import Testing

/// Peers that put a requester off for ever, or refuse.
struct DelayingPeerTests {
  private static let move = "1.2.840.10008.5.1.4.1.2.2.2"

  private func requester(_ server: RawServer, limit: Duration) -> DIMSERequester {
    DIMSERequester(
      PeerAddress(host: "127.0.0.1", port: server.port, aeTitle: "PEER"), callingAE: "TESTS", timeout: .seconds(5),
      limit: limit)
  }

  /// A peer that says again and again that it is about it, whole or byte by byte.
  private func pending(piece: Int?) throws -> RawServer {
    try RawServer(pause: .milliseconds(50), piece: piece) { message, field in
      PDU.response(Self.move, to: message, field, status: 0xFF00)
    }
  }

  @Test(arguments: [nil, 1] as [Int?]) func aCallHasALimit(piece: Int?) async throws {
    let server = try pending(piece: piece)
    defer { server.stop() }
    let (requester, started) = (requester(server, limit: .seconds(1)), ContinuousClock.now)
    await #expect(throws: DIMSEError.timedOut(requester.peer)) {
      _ = try await requester.move(study: "1.2", to: "ELSE")
    }
    #expect(ContinuousClock.now - started < .seconds(5))
  }

  @Test func aTaskThatIsCancelledEndsItsCall() async throws {
    let server = try pending(piece: nil)
    defer { server.stop() }
    let requester = requester(server, limit: .seconds(600))
    let call = Task { try await requester.move(study: "1.2", to: "ELSE") }
    try await Task.sleep(for: .milliseconds(300))
    let cancelled = ContinuousClock.now
    call.cancel()
    await #expect(throws: DIMSEError.cancelled) { _ = try await call.value }
    #expect(ContinuousClock.now - cancelled < .seconds(1))
  }

  @Test func aCallOfACancelledTaskDoesNotBegin() async throws {
    let requester = DIMSERequester(PeerAddress(host: "127.0.0.1", port: 1, aeTitle: "PEER"), callingAE: "TESTS")
    let call = Task {
      try? await Task.sleep(for: .seconds(60))
      try await requester.echo()
    }
    call.cancel()
    await #expect(throws: DIMSEError.cancelled) { try await call.value }
  }

  @Test(arguments: [(0x0110, false), (0x0124, false), (0x0122, true)] as [(UInt16, Bool)])
  func nodesThatRefuseAreAskedAgainAsTheirStatusSays(status: UInt16, isPermanent: Bool) async throws {
    let server = try RawServer(pause: .milliseconds(50)) { message, field in
      PDU.response(ObjectFiles.digitalXRay, to: message, field, status: status)
    }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let file = try folder.write(
      ObjectFiles.file(instance: "1.2.3.4", transferSyntax: DICOMBuilder.implicitLittle), "a.dcm")
    let destination = DIMSEDestination(name: "NODE", requester(server, limit: .seconds(5)))
    let result = OutgoingResult(
      kind: .secondaryCapture, sopInstance: "1.2.3.4", file: file, source: .init(sopInstance: "1", study: "1"))
    let error = await #expect(throws: DeliveryError.self) { try await destination.send(result) }
    #expect(error?.isPermanent == isPermanent)
  }
}
