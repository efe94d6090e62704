import Auditing
import Files
import Foundation
import HTTPTypes
import Serving
import Testing

/// Readings that are kept, what people say of them, and what follows.
struct AuditTests {
  @Test func aReadingIsKeptJudgedAndCounted() async throws {
    let server = try await TestServer { folder, options in options.audit = folder.appending(path: "audit.db") }
    let bright = try await server.upload([SampleModel.picture(brightness: 130)]).object()
    let dark = try await server.upload([SampleModel.picture(brightness: 0)]).object()
    let ids = try [bright, dark].map { try #require($0["request_id"] as? String) }
    for id in ids {
      let body = Data(#"{"request_id":"\#(id)","label":"PNEUMONIA"}"#.utf8)
      #expect(try await server.send(.post, "/feedback", body: body).status == 204)
    }
    let report = try await server.get("/report").object()
    #expect(report["n"] as? Int == 2)
    #expect(report["with_feedback"] as? Int == 2)
    let positives = [bright, dark].count { ($0["decision"] as? [String: Any])?["positive"] as? Bool == true }
    #expect(report["confusion_matrix"] as? [[Int]] == [[0, 0], [2 - positives, positives]])
    #expect(report["specificity"] is NSNull)

    let history = try await server.get("/history?limit=1").object()
    let readings = try #require(history["readings"] as? [[String: Any]])
    #expect(readings.first?["id"] as? String == ids[1])
    #expect(readings.first?["feedback"] as? String == "PNEUMONIA")
    let next = try #require(history["next"] as? Int)
    let second = try await server.get("/history?limit=1&before=\(next)").object()
    #expect((second["readings"] as? [[String: Any]])?.first?["id"] as? String == ids[0])
    #expect(second["next"] is NSNull)
    #expect((try await server.get("/history?query=nothing").object()["readings"] as? [Any])?.isEmpty == true)
    let table = try await server.get("/history.csv")
    #expect(table.text.split(separator: "\r\n").count == 3)
    #expect(table.text.contains(ids[0]))
  }

  @Test func everyWordIsKeptWithItsKeyAndTime() async throws {
    var secrets: [String] = []
    let server = try await TestServer { folder, options in
      options.keys = folder.appending(path: "keys.json")
      var keys = try KeyFile(contentsOf: folder.appending(path: "keys.json"), mayBeMissing: true)
      secrets = [try keys.add(name: "ann", scopes: [.predict]), try keys.add(name: "bob", scopes: [.predict])]
      options.audit = folder.appending(path: "audit.db")
    }
    let began = Date()
    let reading = try await server.upload([SampleModel.picture()], [.authorization: "Bearer \(secrets[0])"]).object()
    let id = try #require(reading["request_id"] as? String)
    for (secret, label) in zip(secrets, ["NORMAL", "PNEUMONIA"]) {
      let body = Data(#"{"request_id":"\#(id)","label":"\#(label)"}"#.utf8)
      #expect(try await server.send(.post, "/feedback", [.authorization: "Bearer \(secret)"], body: body).status == 204)
    }
    let keys = try KeyFile(contentsOf: server.folder.appending(path: "keys.json")).keys.map(\.id)
    let annotations = try await AuditStore(existing: server.folder.appending(path: "audit.db")).annotations()
    #expect(annotations.map(\.said) == [.label("NORMAL"), .label("PNEUMONIA")])
    #expect(annotations.map(\.key) == keys)
    #expect(annotations.allSatisfy { ($0.time ?? .distantPast) >= began.addingTimeInterval(-1) })
    let row = try #require(try AnnotationTable(annotations).rows.first)
    #expect(row.taken.said == .label("PNEUMONIA") && row.contradictions.map(\.key) == [keys[0]])
  }

  @Test func uploadsAreKeptOnlyWhenAsked() async throws {
    let server = try await TestServer { folder, options in
      options.audit = folder.appending(path: "audit.db")
      options.auditUploads = folder.appending(path: "uploads")
    }
    let picture = try SampleModel.picture()
    _ = try await server.upload([picture])
    let name = Checksum(of: picture).hex
    #expect(try Data(contentsOf: server.folder.appending(path: "uploads/\(name)")) == picture)
    await #expect(throws: ServingError.uploadsWithoutAudit) {
      _ = try await TestServer { folder, options in options.auditUploads = folder }
    }
  }

  @Test func wrongFeedbackIsRefused() async throws {
    let server = try await TestServer { folder, options in options.audit = folder.appending(path: "audit.db") }
    let id = try #require(try await server.upload([SampleModel.picture()]).object()["request_id"] as? String)
    func send(_ body: String) async throws -> String? {
      try await server.send(.post, "/feedback", body: Data(body.utf8)).code
    }
    #expect(try await send(#"{"request_id":"none","label":"NORMAL"}"#) == "unknown_reading")
    #expect(try await send(#"{"request_id":"\#(id)","label":"CAT'; DROP TABLE reading"}"#) == "unknown_label")
    #expect(try await send("{}") == "bad_request")
    #expect(try await server.get("/history?limit=0").code == "bad_parameter")
  }

  @Test func withoutAStoreTheRoutesSaySo() async throws {
    let server = try await TestServer()
    for path in ["/history", "/report", "/history.csv"] {
      #expect(try await server.get(path).code == "audit_off")
    }
    #expect(try await server.get("/runs").code == "runs_off")
  }
}
