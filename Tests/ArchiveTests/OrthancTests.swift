import Archive
import FolderTesting
import Foundation
import Logging
import OrthancTesting
import ResultObjects
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

  // MARK: - Earlier pictures

  /// A patient's studies: now, two earlier ones with views of all kinds, another patient's, and one of another issuer.
  private static let history: [TestObject] = [
    object(1, "20261128", "PA"), object(2, "20260601", "LL"), object(3, "20260301", "LL"),
    object(3, "20260301", "AP", instance: 2), object(3, "20260301", nil, instance: 3, TestObject.secondaryCapture),
    object(4, "20260901", "PA", patientID: "P-11"), object(5, "20260801", "PA", issuer: "CLINIC"),
  ]

  private static func object(
    _ study: Int, _ date: String, _ view: String?, instance: Int = 1,
    _ sopClass: String = TestObject.digitalRadiography, patientID: String = "P-1", issuer: String = "HOSPITAL"
  ) -> TestObject {
    let root = "1.2.826.0.1.3680043.10.7.\(study)"
    return TestObject(
      patientID: patientID, issuer: issuer, study: root, series: "\(root).\(instance)",
      instance: "\(root).\(instance).1", studyDate: date, view: view, sopClass: sopClass)
  }

  private func store(_ objects: [TestObject], in orthanc: OrthancServer) async throws {
    let folder = try TemporaryFolder()
    let files = try objects.enumerated().map { try folder.write($1.file, "\($0).dcm") }
    #expect(try await DICOMwebClient(orthanc.dicomWeb).store(files).failures.isEmpty)
  }

  /// Finds and fetches what is expected of ``history``.
  private func check(_ source: any StudySource) async throws {
    let images = try await source.frontalImages(of: Self.history[2].study)
    #expect(images.map(\.source.sopInstance) == [Self.history[3].instance])
    #expect(try images.first.map { try Data(contentsOf: $0.file).count > 8000 } == true)
    #expect(try await source.frontalImages(of: Self.history[1].study).isEmpty)
    #expect(try await source.frontalImages(of: "1.2.3.4.5.6.7").isEmpty)
    let current = try SourceObject(contentsOf: Self.history[0].file)
    let prior = try await PriorFinder(source, days: 365).prior(of: current)
    #expect(prior.source.sopInstance == Self.history[3].instance)
    await #expect(throws: PriorError.noneFound(days: 30)) {
      _ = try await PriorFinder(source, days: 30).prior(of: current)
    }
  }

  @Test func anEarlierPictureIsFoundByDICOMweb() async throws {
    try await OrthancServer.running { orthanc in
      try await store(Self.history, in: orthanc)
      try await check(DICOMwebSource(DICOMwebClient(orthanc.dicomWeb)))
    }
  }

  @Test func anEarlierPictureIsFoundByQueryAndRetrieve() async throws {
    let port = try await OrthancServer.freePort()
    let modality = OrthancServer.Modality(aeTitle: "HILUM_Q", port: port)
    try await OrthancServer.running(modalities: ["hilum": modality]) { orthanc in
      try await store(Self.history, in: orthanc)
      let source = DIMSESource(
        PeerAddress(host: "127.0.0.1", port: orthanc.dicomPort, aeTitle: orthanc.aeTitle),
        receiver: PeerAddress(host: "127.0.0.1", port: port, aeTitle: "HILUM_Q"), logger: .quiet)
      try await check(source)
      // Two at once take turns at the port.
      async let first = source.frontalImages(of: Self.history[2].study)
      async let second = source.frontalImages(of: Self.history[0].study)
      #expect(try await [first.count, second.count] == [1, 1])
    }
  }
}
