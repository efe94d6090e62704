import Archive
import Testing

/// What is read of an A-ASSOCIATE-RQ, without a socket.
struct AssociationRequestTests {
  @Test func titlesComeWithoutTheirPadding() throws {
    let request = try AssociationRequest(PDU.associateRequest(called: "HILUM", calling: "MY AE"))
    #expect(request.calledAE == "HILUM")
    #expect(request.callingAE == "MY AE")
  }

  @Test func everyCutIsRefused() {
    let whole = PDU.associateRequest()
    for count in 0..<whole.count {
      #expect(throws: AssociationRejection.malformed) { try AssociationRequest(Array(whole[..<count])) }
    }
  }

  @Test func anotherApplicationIsRefused() {
    #expect(throws: AssociationRejection.applicationContext) {
      try AssociationRequest(PDU.associateRequest(context: "1.2.3"))
    }
  }

  @Test func anotherProtocolIsRefused() {
    var pdu = PDU.associateRequest()
    pdu[7] = 2
    #expect(throws: AssociationRejection.protocolVersion) { try AssociationRequest(pdu) }
  }

  @Test(arguments: [
    [], PDU.context(2, PDU.verification, ["1.2"]), PDU.context(1, PDU.verification, []),
    PDU.context(1, PDU.verification, ["1.2"]) + PDU.context(1, PDU.verification, ["1.2"]),
    PDU.context(1, PDU.verification, [String](repeating: "1.2", count: 51)),
    PDU.context(1, String(repeating: "1", count: 65), ["1.2"]), PDU.item(0x20, [1, 0, 0]),
    PDU.item(0x20, [1, 0, 0, 0] + PDU.item(0x30, [0x31], length: 60000)),
  ])
  func contextsThatAreNoneAreRefused(_ contexts: [UInt8]) {
    #expect(throws: AssociationRejection.malformed) { try AssociationRequest(PDU.associateRequest(contexts: contexts)) }
  }

  @Test(arguments: [
    [], PDU.item(0x50, PDU.item(0x51, [0, 0, 64])), PDU.item(0x50, PDU.item(0x51, PDU.big(13))),
    PDU.item(0x50, PDU.item(0x51, PDU.big(0))) + PDU.item(0x50, []),
    PDU.item(0x50, PDU.item(0x54, [0, 3, 0x31, 1, 1])), PDU.item(0x50, PDU.item(0x56, [0, 9, 0x31])),
    PDU.item(0x50, PDU.item(0x58, [1, 0, 0, 1, 0x41, 0, 5])),
    PDU.item(0x50, PDU.item(0x58, [1, 0, 0, 0, 0, 0]) + PDU.item(0x58, [1, 0, 0, 0, 0, 0])),
  ])
  func userInformationThatIsNoneIsRefused(_ user: [UInt8]) {
    #expect(throws: AssociationRejection.malformed) { try AssociationRequest(PDU.associateRequest(user: user)) }
  }

  @Test func rolesNegotiationsAndIdentitiesAreRead() throws {
    let items: [[UInt8]] = [
      PDU.item(0x51, PDU.big(0)), PDU.item(0x53, [0, 1, 0, 1]), PDU.item(0x54, [0, 1, 0x31, 1, 0]),
      PDU.item(0x55, Array("SOME_NAME".utf8)), PDU.item(0x56, [0, 1, 0x31, 1, 1]),
      PDU.item(0x58, [1, 0, 0, 1, 0x41, 0, 0]), PDU.item(0x60, [1, 2, 3]),
    ]
    _ = try AssociationRequest(PDU.associateRequest(user: PDU.item(0x50, items.flatMap { $0 })))
  }

  @Test func addressesHaveATextForm() {
    #expect(
      PeerAddress("ORTHANC@pacs.example:4242") == PeerAddress(host: "pacs.example", port: 4242, aeTitle: "ORTHANC"))
    #expect(PeerAddress("A@B@h:1")?.aeTitle == "A@B")
    for text in ["", "A@h", "@h:1", "A@:1", "A@h:0", "A@h:65536", "A@::1:104", "SEVENTEEN LETTERS@h:1", "A\\B@h:1"] {
      #expect(PeerAddress(text) == nil)
    }
  }
}
