import Archive
import FolderTesting
import Foundation
import Testing

/// Peers that break the protocol, or the node if they could, which afterwards answers as before.
struct HostilePeerTests {
  private static let objects = PDU.computedRadiography
  private static let filler = [UInt8](repeating: 1, count: 250)

  /// What is sent after an association is made, upon which the node ends it.
  private static let violations: [(name: String, bytes: [UInt8])] = [
    ("P-DATA of 4 GiB", PDU.pdu(0x04, [0, 0, 0, 0], length: .max)),
    ("A-ABORT of 4 GiB", PDU.pdu(0x07, [0, 0, 0, 0], length: .max)),
    ("second request of 4 GiB", PDU.pdu(0x01, [0, 0, 0, 0], length: .max)),
    ("second request", PDU.associateRequest()),
    ("unknown PDU", PDU.pdu(0x09, [0, 0, 0, 0])),
    ("value longer than its PDU", PDU.pdu(0x04, PDU.big(.max) + [1, 3, 0, 0])),
    ("P-DATA without a value", PDU.pdu(0x04, [])),
    ("context that was not negotiated", PDU.data(99, PDU.command(0x0030, PDU.verification), isCommand: true)),
    ("data set before its command", PDU.data(1, [0, 0], isCommand: false)),
    ("garbage as a command", PDU.data(1, [UInt8](repeating: 0x78, count: 1000), isCommand: true)),
    (
      "command that does not end",
      (0..<70).flatMap { PDU.data(1, PDU.element($0 + 0x0200, filler), isCommand: true, isLast: false) }
    ),
    ("element of 4 GiB", PDU.data(1, [0, 0, 2, 0, 255, 255, 255, 255], isCommand: true)),
    (
      "data set after a command without one",
      PDU.data(1, PDU.command(0x0030, PDU.verification), isCommand: true) + PDU.data(1, [0, 0], isCommand: false)
    ),
    ("command that is nested deeply", PDU.data(1, nested(1000), isCommand: true)),
    ("response to nothing", PDU.data(1, PDU.command(0x8030, PDU.verification), isCommand: true)),
    ("object without UID", PDU.data(3, PDU.command(1, objects, instance: "", hasDataSet: true), isCommand: true)),
  ]

  /// Items within items.
  private static func nested(_ depth: Int) -> [UInt8] {
    let level: [UInt8] = [8, 0, 0x40, 0x11, 255, 255, 255, 255, 0xFE, 255, 0, 0xE0, 255, 255, 255, 255]
    return (0..<depth).flatMap { _ in level }
  }

  @Test func associationsThatBreakTheProtocolEnd() async throws {
    try await withNode(FolderReceiver()) { node in
      let port = node.port
      let survivors = try await onThread {
        try Self.violations.filter { violation in
          let peer = try RawPeer(port: port)
          guard peer.associate() else { return true }
          peer.send(violation.bytes)
          return !peer.isEnded()
        }.map(\.name)
      }
      #expect(survivors == [])
      try await node.requester().echo()
    }
  }

  @Test(arguments: [
    Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8), PDU.pdu(0x01, [0, 0, 0, 0], length: .max),
    PDU.pdu(0x04, [0, 0, 0, 0], length: .max), PDU.abort, [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC],
  ])
  func connectionsThatAreNoAssociationEnd(_ bytes: [UInt8]) async throws {
    try await withNode(FolderReceiver()) { node in
      let port = node.port
      let isEnded = try await onThread {
        let peer = try RawPeer(port: port)
        peer.send(bytes)
        return peer.isEnded()
      }
      #expect(isEnded)
      try await node.requester().echo()
    }
  }

  @Test func operationsThatAreNotServedGetAStatus() async throws {
    try await withNode(FolderReceiver()) { node in
      let port = node.port
      let statuses = try await onThread {
        let peer = try RawPeer(port: port)
        guard peer.associate() else { throw Unexpected("no association") }
        var statuses: [UInt16?] = []
        // C-FIND, C-GET, C-MOVE with a data set, then C-ECHO.
        for field: UInt16 in [0x0020, 0x0010, 0x0021] {
          peer.send(PDU.data(1, PDU.command(field, PDU.verification, hasDataSet: true), isCommand: true))
          peer.send(PDU.data(1, [8, 0, 0x52, 0, 0, 0, 0, 0], isCommand: false))
          statuses.append(peer.status())
        }
        // Objects of the wrong class, or whose UID is a path.
        for (context, instance): (UInt8, String) in [(1, "1.2.3"), (3, "../../etc/passwd")] {
          peer.send(
            PDU.data(context, PDU.command(1, Self.objects, instance: instance, hasDataSet: true), isCommand: true))
          peer.send(PDU.data(context, [8, 0, 0x52, 0, 0, 0, 0, 0], isCommand: false))
          statuses.append(peer.status())
        }
        peer.send(PDU.data(1, PDU.command(0x0030, PDU.verification), isCommand: true))
        return statuses + [peer.status()]
      }
      #expect(statuses == [0x0211, 0x0211, 0x0211, 0x0122, 0x0117, 0x0000])
    }
  }

  @Test(arguments: [false, true]) func objectsThatBreakOffLeaveNoFile(aborts: Bool) async throws {
    let receiver = try FolderReceiver()
    try await withNode(receiver) { node in
      let port = node.port
      try await onThread {
        let peer = try RawPeer(port: port)
        guard peer.associate() else { throw Unexpected("no association") }
        peer.send(PDU.data(3, PDU.command(1, Self.objects, instance: "1.2.3", hasDataSet: true), isCommand: true))
        peer.send(PDU.data(3, [UInt8](repeating: 1, count: 4000), isCommand: false, isLast: false))
        // In the middle of the next one.
        peer.send(aborts ? PDU.abort : Array(PDU.data(3, [UInt8](repeating: 2, count: 4000), isCommand: false)[..<100]))
      }
      #expect(await eventually { receiver.abandoned.count == 1 })
      #expect(receiver.folder.names().isEmpty)
      #expect(receiver.received.isEmpty)
      try await node.requester().echo()
    }
  }

  @Test func peersThatSayNothingKeepNobodyWaiting() async throws {
    try await withNode(FolderReceiver()) { node in
      let port = node.port
      let silent = try await onThread { try (0..<200).map { _ in try RawPeer(port: port) } }
      let start = ContinuousClock.now
      try await node.requester().echo()
      #expect(ContinuousClock.now - start < .seconds(1))
      withExtendedLifetime(silent) {}
    }
  }

  @Test func associationsThatSayNothingMakeRoom() async throws {
    try await withNode(FolderReceiver(), { $0.associations = 4 }) { node in
      let port = node.port
      let silent = try await onThread {
        try (0..<3).map { _ in
          let peer = try RawPeer(port: port)
          guard peer.associate() else { throw Unexpected("no association") }
          return peer
        }
      }
      // Three quarters of the places are taken by this address; at first none of them is given up.
      let requester = node.requester()
      await #expect(throws: DIMSEError.rejected(requester.peer, .localLimit)) { try await requester.echo() }
      try await Task.sleep(for: .milliseconds(1200))
      try await requester.echo()
      withExtendedLifetime(silent) {}
    }
  }

  @Test func objectsThatDribbleEnd() async throws {
    let receiver = try FolderReceiver()
    try await withNode(receiver, { $0.idle = .seconds(1) }) { node in
      let port = node.port
      try await onThread {
        let peer = try RawPeer(port: port)
        guard peer.associate() else { throw Unexpected("no association") }
        peer.send(PDU.data(3, PDU.command(1, Self.objects, instance: "1.2.3", hasDataSet: true), isCommand: true))
        let start = ContinuousClock.now
        while peer.send(PDU.data(3, [1, 1], isCommand: false, isLast: false)), ContinuousClock.now - start < .seconds(5)
        {
          Thread.sleep(forTimeInterval: 0.1)
        }
      }
      #expect(receiver.abandoned == ["the peer is silent or too slow"])
    }
  }

  @Test func whatIsUnderWayWhenTheNodeStopsIsFinished() async throws {
    let receiver = try FolderReceiver()
    let status = try await withNode(receiver) { node in
      let port = node.port
      return try await onThread {
        let peer = try RawPeer(port: port)
        guard peer.associate() else { throw Unexpected("no association") }
        peer.send(PDU.data(3, PDU.command(1, Self.objects, instance: "1.2.3", hasDataSet: true), isCommand: true))
        peer.send(PDU.data(3, [UInt8](repeating: 1, count: 4000), isCommand: false, isLast: false))
        Thread.sleep(forTimeInterval: 0.2)
        node.stop()
        Thread.sleep(forTimeInterval: 0.5)
        peer.send(PDU.data(3, [1, 1], isCommand: false))
        return peer.status()
      }
    }
    #expect(status == 0)
    #expect(receiver.received.count == 1)
  }
}
