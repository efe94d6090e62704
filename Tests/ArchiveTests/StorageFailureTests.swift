import Archive
import FolderTesting
import Foundation
import Testing

/// One rule for C-STORE's statuses and STOW-RS's reasons.
struct StorageFailureTests {
  @Test(
    arguments: [
      (0x0110, false, "processing failed (0110)"), (0x0124, false, "not authorized (0124)"),
      (0x0213, false, "out of resources (0213)"), (0xA7FF, false, "out of resources (A7FF)"),
      (0x0122, true, "its class is not supported (0122)"),
      (0xA900, true, "the data set does not match its class (A900)"),
      (0xC001, true, "the data set can't be understood (C001)"), (0x0001, true, "refused (0001)"),
    ] as [(UInt16, Bool, String)])
  func statusesSayWhetherToTryAgain(code: UInt16, isPermanent: Bool, words: String) {
    #expect(StorageFailure(code: code).isPermanent == isPermanent)
    #expect("\(StorageFailure(code: code))" == words)
    #expect(StoreAnswer.Failure(sopInstance: nil, reason: code).isPermanent == isPermanent)
  }

  @Test(
    arguments: [
      (.outOfResources, DeliveryError(reason: "the node refuses: out of resources (A700)", isPermanent: false)),
      (
        .cannotUnderstand,
        DeliveryError(reason: "the node refuses: the data set can't be understood (C000)", isPermanent: true)
      ),
      (.success, nil),
    ] as [(StoreStatus, DeliveryError?)])
  func nodesAreJudgedByTheirStatusAndTheirWordsStayWithThem(status: StoreStatus, expected: DeliveryError?) async throws
  {
    let folder = try TemporaryFolder()
    let file = try folder.write(ObjectFiles.file(instance: "1.2.3.4"), "a.dcm")
    let refusal = StoreRefusal(status: status, reason: "4711 DOE^JOHN")
    try await withNode(FolderReceiver(refusing: status == .success ? nil : refusal)) { node in
      let destination = DIMSEDestination(name: "NODE", node.requester())
      let result = OutgoingResult(
        kind: .secondaryCapture, sopInstance: "1.2.3.4", file: file, source: .init(sopInstance: "1", study: "1"))
      let found: DeliveryError?
      do throws(DeliveryError) {
        try await destination.send(result)
        found = nil
      } catch {
        found = error
      }
      #expect(found == expected)
    }
  }
}
