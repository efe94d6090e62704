import Archive
import FolderTesting
import Foundation
import Testing

/// The DICOMweb client against a real Orthanc, where one is installed (`make setup` installs it).
@Suite(.serialized, .enabled(if: OrthancServer.isInstalled, "Orthanc and its DICOMweb plugin are not installed"))
struct OrthancTests {
  @Test func whatIsStoredIsFoundAndRetrievedAsItWas() async throws {
    let folder = try TemporaryFolder()
    let objects = [
      TestObject(issuer: "HOSPITAL"), TestObject(instance: "1.2.826.0.1.3680043.10.1.1.2", view: "LL"),
      TestObject(
        patientID: "P-2", study: "1.2.826.0.1.3680043.10.2", series: "1.2.826.0.1.3680043.10.2.1",
        instance: "1.2.826.0.1.3680043.10.2.1.1"),
    ]
    let files = try objects.enumerated().map { try folder.write($1.file, "\($0).dcm") }
    try await OrthancServer.running(password: "secret") { orthanc in
      let client = try DICOMwebClient(orthanc.dicomWeb)
      let answer = try await client.store(files)
      #expect(answer.failures.isEmpty)
      #expect(Set(answer.stored) == Set(objects.map(\.instance)))
      // The same again is no failure.
      #expect(try await client.store(files).failures.isEmpty)

      let studies = try await client.search(
        .studies, matching: [("00100020", "P-1"), ("00080020", "20260101-20261231")], fields: ["00100021"])
      #expect(studies.map { $0["0020000D"] } == [objects[0].study])
      #expect(studies.first?["00080020"] == "20261128")
      let series = try await client.search(.series(study: objects[0].study))
      #expect(series.map { $0["0020000E"] } == [objects[0].series])
      let instances = try await client.search(
        .instances(study: objects[0].study, series: objects[0].series), fields: ["00185101"])
      #expect(Set(instances.map { $0["00080018"] }) == Set(objects.prefix(2).map(\.instance)))

      let retrieved = folder.url.appending(path: "retrieved")
      try folder.folder("retrieved")
      let found = try await client.retrieve(study: objects[0].study, series: objects[0].series, into: retrieved)
      #expect(found.count == 2)
      let one = try await client.retrieve(
        study: objects[2].study, series: objects[2].series, instance: objects[2].instance, into: retrieved)
      #expect(one.count == 1)

      let stranger = try DICOMwebClient(DICOMwebEndpoint(url: orthanc.dicomWeb.url))
      await #expect(throws: DICOMwebError.refused(status: 401)) { try await stranger.search(.studies) }
    }
  }

  @Test func whatIsNoObjectIsRefusedForGood() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("not DICOM", "result.dcm")
    try await OrthancServer.running { orthanc in
      let destination = try STOWDestination(name: "ORTHANC", orthanc.dicomWeb)
      await #expect(throws: DeliveryError.self) {
        try await destination.send(
          OutgoingResult(
            kind: .structuredReport, sopInstance: "1.2", file: file, source: .init(sopInstance: "1", study: "1")))
      }
    }
  }
}
