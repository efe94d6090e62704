import Archive
import DICOMTesting
import Files
import FolderTesting
import Foundation
import HTTPTypes
import Inference
import Logging
import Radiograph
import ResultObjects
import Serving
import Testing

struct ArchiveTests {
  /// A server beside a node whose spool has objects, none of which is read as nothing runs.
  private func server(_ objects: Int) async throws -> TestServer {
    try await TestServer { folder, options in
      var configuration = ArchiveConfiguration()
      configuration.hasPort = true
      configuration.spool = folder.appending(path: "spool")
      configuration.limits.minimumFreeBytes = 0
      let spool = try Spool(
        SpoolFolder(folder.appending(path: "spool")), limits: configuration.limits, logger: Logger(label: "test"))
      for index in 0..<objects { try Self.receive("1.2.\(index)", into: spool) }
      options.archive = configuration
    }
  }

  private static func receive(_ instance: String, into spool: Spool) throws {
    let offered = OfferedObject(
      sopClass: "1.2.840.10008.5.1.4.1.1.1.1", sopInstance: instance, transferSyntax: DICOMBuilder.explicitLittle,
      callingAE: "MODALITY", peerAddress: "127.0.0.1")
    let file = try spool.place(for: offered).get()
    try Data(object(instance)).write(to: file)
    #expect(spool.received(offered, file: file) == .success)
  }

  private static func object(_ instance: String) -> [UInt8] {
    var builder = DICOMBuilder()
    builder.add(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.1.1")
    builder.add(0x0008, 0x0018, "UI", instance)
    builder.add(0x0008, 0x0060, "CS", "DX")
    builder.add(0x0010, 0x0010, "PN", "Doe^Jane")
    builder.add(0x0010, 0x0020, "LO", "PID-1")
    builder.add(0x0020, 0x000D, "UI", "1.2.3.4")
    builder.add(0x0020, 0x000E, "UI", "1.2.3.4.1")
    builder.addImagePixel(rows: 96, columns: 96)
    builder.add(0x0028, 0x1050, "DS", "2048")
    builder.add(0x0028, 0x1051, "DS", "4096")
    builder.addPixels((0..<96 * 96).map { 1200 + ($0 * 7 + $0 / 96 * 13) % 1800 })
    return builder.file()
  }

  @Test func objectsAreListedPageByPage() async throws {
    let server = try await server(3)
    let first = try await server.get("/archive?limit=2").object()
    let node = try #require(first["node"] as? [String: Any])
    #expect(node["ae_title"] as? String == "HILUM" && (node["port"] as? Int ?? 0) > 0)
    #expect(node["accepting"] as? Bool == false && node["free_bytes"] is Int)
    #expect(
      first["counts"] as? [String: Int] == ["waiting": 3, "reading": 0, "sending": 0, "done": 0, "failed": 0])
    let objects = try #require(first["objects"] as? [[String: Any]])
    #expect(objects.map { $0["id"] as? String } == ["3", "2"])
    #expect(
      Set(objects[0].keys) == [
        "id", "received", "calling_ae", "modality", "view", "body_part", "study_date", "accession_number", "state",
        "prediction", "probability", "positive", "refused", "error", "attempts", "next_attempt", "deliveries",
      ])
    #expect(objects[0]["prediction"] is NSNull && objects[0]["refused"] as? Bool == false)
    #expect(objects[0]["modality"] as? String == "DX" && (objects[0]["deliveries"] as? [Any])?.isEmpty == true)
    let next = try #require(first["next"] as? String)
    let second = try await server.get("/archive?limit=2&before=\(next)").object()
    #expect((second["objects"] as? [[String: Any]])?.map { $0["id"] as? String } == ["1"])
    #expect(second["next"] is NSNull)
    #expect((try await server.get("/archive?state=failed").object()["objects"] as? [Any])?.isEmpty == true)
    #expect(try await server.get("/archive?state=lost").code == "bad_parameter")
    #expect(try await server.get("/archive?before=x").code == "bad_parameter")
    #expect(try await !server.get("/archive").text.contains("Doe"))
  }

  @Test func oneObjectHasItsPictureAndCanBeTriedAgain() async throws {
    let server = try await server(1)
    let picture = try await server.get("/archive/1/picture")
    #expect(picture.status == 200 && picture.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try await server.get("/archive/1/report").code == "no_report")
    let retry = try await server.send(.post, "/archive/1/retry")
    #expect(retry.status == 202 && retry.text == "{}")
    for path in ["/archive/9/picture", "/archive/9/report", "/archive/one/report"] {
      #expect(try await server.get(path).code == "unknown_object")
    }
    #expect(try await server.send(.post, "/archive/9/retry").code == "unknown_object")
    let metrics = try await server.get("/metrics").text
    #expect(metrics.contains("hilum_archive_objects{state=\"waiting\"} 1.0"))
    #expect(metrics.contains("hilum_archive_oldest_waiting_seconds"))
    let root = try await server.get("/", [.accept: "application/json"]).object()
    #expect((root["features"] as? [String: Bool])?["archive"] == true)
  }

  @Test func withoutANodeTheRoutesSaySo() async throws {
    let server = try await TestServer()
    for path in ["/archive", "/archive/1/picture", "/archive/1/report"] {
      #expect(try await server.get(path).code == "no_archive")
    }
    #expect(try await server.send(.post, "/archive/1/retry").code == "no_archive")
  }

  @Test func anObjectIsReadAsAClientsPictureIs() async throws {
    let server = try await TestServer { folder, options in options.audit = folder.appending(path: "audit.db") }
    let bytes = Self.object("1.2.3")
    let source = try SourceObject(contentsOf: bytes)
    let time = Date(timeIntervalSince1970: 1_795_800_000)
    let reading = try await server.server.objectReader().read(source, file: Data(bytes), receivedAt: time)
    #expect(reading.positiveClass == "PNEUMONIA" && reading.time == time)
    #expect(reading.picture.size == reading.overlay.size && reading.picture.width == 96)
    #expect(!reading.report.impression.isEmpty)
    #expect((try await server.get("/history").object()["readings"] as? [Any])?.count == 1)
    #expect(try await server.get("/metrics").text.contains("hilum_readings_total"))
    await #expect(throws: (any Error).self) {
      _ = try await server.server.objectReader().read(source, file: Data(bytes.prefix(600)), receivedAt: time)
    }
  }

  /// What speaks for the finding does not depend on whether the other class is likelier.
  @Test func anObjectsHeatMapIsOfTheFinding() async throws {
    let bytes = Self.object("1.2.3")
    let source = try SourceObject(contentsOf: bytes)
    var readings: [ObjectReading] = []
    for bias in [Float(100), -100] {
      let server = try await TestServer { folder, _ in
        try SampleModel.write(to: folder.appending(path: "models/chest/2"), version: 2, bias: bias)
      }
      readings.append(try await server.server.objectReader().read(source, file: Data(bytes), receivedAt: Date()))
    }
    #expect(readings.map(\.reading.prediction) == ["PNEUMONIA", "NORMAL"])
    #expect(readings.map(\.reading.decision.positive) == [true, false])
    #expect(readings[0].overlay.pixels == readings[1].overlay.pixels)
    #expect(readings[0].hottest != nil && readings[0].hottest == readings[1].hottest)
  }

  @Test func anOpenNodeNeedsItsCallersNamed() async throws {
    await #expect(throws: ConfigurationError.publicWithoutCallers(host: "0.0.0.0")) {
      _ = try await TestServer { folder, options in
        var configuration = ArchiveConfiguration()
        configuration.hasPort = true
        configuration.node.host = "0.0.0.0"
        configuration.spool = folder.appending(path: "spool")
        options.archive = configuration
      }
    }
  }
}
