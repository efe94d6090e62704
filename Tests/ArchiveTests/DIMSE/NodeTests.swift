import Archive
import DICOMTesting
import FolderTesting
import Foundation
import Logging
import Testing

/// The node and the requester, one against the other.
struct NodeTests {
  @Test func answersEcho() async throws {
    try await withNode(FolderReceiver()) { try await $0.requester().echo() }
  }

  @Test func keepsObjectsAsTheyAreInEveryTransferSyntax() async throws {
    let receiver = try FolderReceiver()
    let folder = try TemporaryFolder()
    // A deflated data set would have to be one.
    let syntaxes = StorageClasses.transferSyntaxes.filter { $0 != "1.2.840.10008.1.2.1.99" }
    let files = try syntaxes.enumerated().map { index, syntax in
      try folder.write(ObjectFiles.file(instance: "1.2.3.4.\(index)", transferSyntax: syntax), "\(index).dcm")
    }
    let outcomes = try await withNode(receiver) { try await $0.requester().store(files) }
    #expect(outcomes.map(\.isStored) == syntaxes.map { _ in true })
    #expect(receiver.received.map(\.transferSyntax) == syntaxes)
    #expect(receiver.received.allSatisfy { $0.callingAE == "TESTS" && $0.peerAddress == "127.0.0.1" })
    for index in files.indices {
      let kept = try receiver.folder.bytes("1.2.3.4.\(index)")
      #expect(ObjectFiles.dataSet(of: kept) == ObjectFiles.dataSet(of: try folder.bytes("\(index).dcm")))
    }
  }

  @Test func takesNoOtherClass() async throws {
    let receiver = try FolderReceiver()
    let folder = try TemporaryFolder()
    let computedTomography = "1.2.840.10008.5.1.4.1.1.2"
    let files = [
      try folder.write(ObjectFiles.file(instance: "1.2.3.1", sopClass: computedTomography), "ct.dcm"),
      try folder.write(ObjectFiles.file(instance: "1.2.3.2"), "dx.dcm"),
      try folder.write("no DICOM", "text.dcm"),
    ]
    let outcomes = try await withNode(receiver) { try await $0.requester().store(files) }
    #expect(outcomes.map(\.isStored) == [false, true, false])
    guard case .notAccepted = outcomes[0].error else { throw Unexpected(outcomes[0]) }
    #expect(outcomes[2].error == .unreadableFile("text.dcm"))
    #expect(receiver.received.map(\.sopInstance) == ["1.2.3.2"])
  }

  @Test func rejectsCallsForOthersAndByOthers() async throws {
    try await withNode(FolderReceiver(), { $0.callers = [.init(aeTitle: "FRIEND", address: "127.0.0.1")] }) { node in
      try await node.requester(calling: "FRIEND").echo()
      let wrongTitle = node.requester(calling: "FRIEND", called: "OTHER")
      await #expect(throws: DIMSEError.rejected(wrongTitle.peer, .calledTitle)) { try await wrongTitle.echo() }
      let stranger = node.requester(calling: "STRANGER")
      await #expect(throws: DIMSEError.rejected(stranger.peer, .callingTitle)) { try await stranger.echo() }
    }
    try await withNode(FolderReceiver(), { $0.callers = [.init(address: "192.0.2.1")] }) { node in
      let elsewhere = node.requester()
      await #expect(throws: DIMSEError.rejected(elsewhere.peer, .callingTitle)) { try await elsewhere.echo() }
    }
  }

  @Test func tellsWhyAnObjectIsRefused() async throws {
    let refusal = StoreRefusal(status: .outOfResources, reason: "the disk is nearly full")
    let file = try TemporaryFolder()
    let object = try file.write(ObjectFiles.file(instance: "1.2.3.4"), "a.dcm")
    let outcomes = try await withNode(FolderReceiver(refusing: refusal)) { try await $0.requester().store([object]) }
    #expect(outcomes.map(\.status) == [0xA700])
    #expect(outcomes.map(\.comment) == ["the disk is nearly full"])
    let answered = try await withNode(FolderReceiver(answering: .cannotUnderstand)) {
      try await $0.requester().store([object])
    }
    #expect(answered.map(\.status) == [0xC000])
  }

  @Test func refusesObjectsBeyondTheLimitAndGoesOn() async throws {
    let receiver = try FolderReceiver()
    let folder = try TemporaryFolder()
    let files = try ["1.2.3.1", "1.2.3.2"].map { try folder.write(ObjectFiles.file(instance: $0), $0) }
    let outcomes = try await withNode(receiver, { $0.objectBytes = 500 }) { try await $0.requester().store(files) }
    #expect(outcomes.map(\.status) == [0xA700, 0xA700])
    #expect(outcomes.map(\.comment) == ["more than 500 bytes", "more than 500 bytes"])
    #expect(receiver.abandoned == ["more than 500 bytes", "more than 500 bytes"])
    #expect(receiver.folder.names().isEmpty)
  }

  @Test func saysWhatItCannotFindOrReach() async throws {
    try await withNode(FolderReceiver()) { node in
      let requester = node.requester()
      await #expect(throws: DIMSEError.notAccepted(requester.peer, service: "query (Study Root)")) {
        try await requester.find(["0010,0020": "1"], level: "STUDY")
      }
      await #expect(throws: DIMSEError.invalidKey("PatientID")) {
        try await requester.find(["PatientID": "1"], level: "STUDY")
      }
    }
    let nobody = DIMSERequester(PeerAddress(host: "127.0.0.1", port: 1, aeTitle: "NOBODY"), callingAE: "TESTS")
    await #expect(throws: DIMSEError.unreachable(nobody.peer, reason: "Connection refused")) { try await nobody.echo() }
  }

  @Test func aPortIsHadOnce() async throws {
    try await withNode(FolderReceiver()) { node in
      #expect(throws: DIMSEError.cannotListen(host: "127.0.0.1", port: node.port, code: EADDRINUSE)) {
        _ = try DIMSENode(NodeOptions(port: node.port), receiver: FolderReceiver(), logger: .init(label: "tests"))
      }
    }
    #expect(throws: DIMSEError.invalidTitle("A\\B")) {
      _ = try DIMSENode(NodeOptions(aeTitle: "A\\B"), receiver: FolderReceiver(), logger: .init(label: "tests"))
    }
  }
}

/// What should not have come.
struct Unexpected: Error {
  let value: String

  init(_ value: some Any) { self.value = "\(value)" }
}
