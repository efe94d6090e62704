import Archive
import DICOMTesting
import FolderTesting
import Foundation
import FoundationNetworking
import OrthancTesting
import ResultObjects
import Testing

/// The program as a node beside a real archive: studies go to it by DICOM, its results lie beside them a moment later.
@Suite(
  .enabled(
    if: OrthancServer.isInstalled
      && ["/usr/bin/dsrdump", "/usr/bin/dciodvfy"].allSatisfy(FileManager.default.fileExists),
    "Orthanc, its DICOMweb plugin, dcmtk or dicom3tools are not installed"))
struct ArchiveRoundTripTests {
  /// Digital X-Ray Image Storage - For Presentation.
  private static let digitalXRay = "1.2.840.10008.5.1.4.1.1.1.1"
  private let folder: TemporaryFolder
  private let example: Example

  init() throws {
    folder = try TemporaryFolder()
    example = try Example.made()
    try folder.write("spool: {minimum_free_megabytes: 16}\n", "archive.yaml")
  }

  @Test func resultsLieBesideStudiesThatCameStraightOrByTheArchive() async throws {
    let port = try await OrthancServer.freePort()
    let modality = OrthancServer.Modality(aeTitle: "HILUM", port: port)
    try await OrthancServer.running(modalities: ["hilum": modality]) { orthanc in
      let node = try Hilum.start(
        "serve", "--models", example.run.path, "--port", "0", "--dicom", "\(port)", "--archive", "archive.yaml",
        "--spool", "spool", "--send-to", "ORTHANC@127.0.0.1:\(orthanc.dicomPort)", in: folder.url)
      let said = try node.errors(when: "DICOM node listening")
      #expect(said.contains("DICOM node listening"), "\(said)")
      do {
        try await roundTrip(orthanc, port: port)
      } catch {
        _ = try node.send(SIGKILL, when: "")
        throw error
      }
      #expect(try node.send(SIGTERM, when: "").code == 0)
    }
  }

  private func roundTrip(_ orthanc: OrthancServer, port: Int) async throws {
    let client = try DICOMwebClient(orthanc.dicomWeb)
    // By Orthanc: it keeps the study, and hands it on.
    let kept = try folder.write(Self.radiograph(study: "1.2.826.0.1.3680043.10.21", hasSpot: true), "kept.dcm")
    #expect(try await client.store([kept]).failures.isEmpty)
    var request = URLRequest(url: orthanc.url.appending(path: "modalities/hilum/store"))
    request.httpMethod = "POST"
    let studies = try await URLSession.shared.data(from: orthanc.url.appending(path: "studies")).0
    request.httpBody = Data(try #require(JSONDecoder().decode([String].self, from: studies).first).utf8)
    let answer = try await URLSession.shared.data(for: request).1 as? HTTPURLResponse
    #expect(answer?.statusCode == 200)
    try await check("1.2.826.0.1.3680043.10.21", series: 3, client)

    // Straight from a modality: only what came of it is in the archive, in the study that it belongs to.
    let sent = try folder.write(Self.radiograph(study: "1.2.826.0.1.3680043.10.22", hasSpot: false), "sent.dcm")
    let requester = DIMSERequester(
      PeerAddress(host: "127.0.0.1", port: port, aeTitle: "HILUM"), callingAE: "MODALITY", tls: nil,
      timeout: .seconds(20))
    for _ in 0..<2 {
      let outcomes = try await requester.store([sent])
      #expect(outcomes.map(\.isStored) == [true], "\(outcomes)")
    }
    try await check("1.2.826.0.1.3680043.10.22", series: 2, client)
  }

  /// Waits for both results of a study, and looks into them.
  private func check(_ study: String, series count: Int, _ client: DICOMwebClient) async throws {
    var series: [String: String] = [:]
    for _ in 0..<150 where series["SR"] == nil || series["OT"] == nil {
      try await Task.sleep(for: .milliseconds(200))
      let found = try await client.search(.series(study: study), fields: ["00080060"])
      series = Dictionary(found.map { ($0["00080060"] ?? "", $0["0020000E"] ?? "") }) { first, _ in first }
    }
    #expect(series.count == count)
    for modality in ["SR", "OT"] {
      try folder.folder("\(study)-\(modality)")
      let files = try await client.retrieve(
        study: study, series: #require(series[modality]), into: folder.url.appending(path: "\(study)-\(modality)"))
      #expect(files.count == 1)
      let file = try #require(files.first)
      guard modality == "SR" else {
        let picture = try SourceObject(contentsOf: [UInt8](Data(contentsOf: file)))
        #expect(picture.study == study && picture.patientID == "P-7" && picture.isOwnResult)
        continue
      }
      let text = try Hilum.bash("dsrdump +Pl \(file.path)", in: folder.url)
      #expect(text.output.contains("Research software, not a medical device") && text.output.contains("P-7"), "\(text)")
      let errors = try Hilum.bash("dciodvfy \(file.path) 2>&1 | grep -c ^Error", in: folder.url)
      #expect(errors.output == "0\n", "\(errors)")
    }
  }

  /// A radiograph as a unit sends it.
  private static func radiograph(study: String, hasSpot: Bool) -> [UInt8] {
    var builder = DICOMBuilder()
    builder.add(0x0008, 0x0016, "UI", digitalXRay)
    builder.add(0x0008, 0x0018, "UI", "\(study).1.1")
    builder.add(0x0008, 0x0020, "DA", "20261128")
    builder.add(0x0008, 0x0030, "TM", "101500")
    builder.add(0x0008, 0x0050, "SH", "A1")
    builder.add(0x0008, 0x0060, "CS", "DX")
    builder.add(0x0010, 0x0010, "PN", "Doe^Jane")
    builder.add(0x0010, 0x0020, "LO", "P-7")
    builder.add(0x0010, 0x0030, "DA", "19700101")
    builder.add(0x0010, 0x0040, "CS", "F")
    builder.add(0x0018, 0x0015, "CS", "CHEST")
    builder.add(0x0018, 0x5101, "CS", "PA")
    builder.add(0x0020, 0x000D, "UI", study)
    builder.add(0x0020, 0x000E, "UI", "\(study).1")
    builder.add(0x0020, 0x0010, "SH", "1")
    builder.add(0x0020, 0x0011, "IS", "1")
    builder.add(0x0020, 0x0013, "IS", "1")
    builder.addImagePixel(rows: SampleXrays.side, columns: SampleXrays.side)
    builder.add(0x0028, 0x1050, "DS", "2048")
    builder.add(0x0028, 0x1051, "DS", "4096")
    builder.addPixels(SampleXrays.samples(7, hasSpot: hasSpot).map { Int($0) * 16 })
    return builder.file(sopClass: digitalXRay, instance: "\(study).1.1")
  }
}
