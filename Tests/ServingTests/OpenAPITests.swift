import Archive
import Bundles
import Foundation
import HTTPTypes
import Metrics
import Serving
import Testing

/// The OpenAPI document: whole, with examples that hold, and true of what is answered.
///
/// ``TestServer`` holds every answer of every test against it; here is what no other test asks for.
struct OpenAPITests {
  /// A server with all that a server can have.
  private func server() async throws -> TestServer {
    let released = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "InferenceTests/Goldens/released/bundle")
    return try await TestServer { folder, options in
      let models = folder.appending(path: "models")
      try SampleModel.writeSeveral(.multilabel, ["Mass", "Edema"], to: models.appending(path: "several/1"))
      try FileManager.default.createDirectory(
        at: models.appending(path: "hilum-best"), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: released, to: models.appending(path: "hilum-best/1"))
      let run = folder.appending(path: "runs/first")
      try FileManager.default.createDirectory(at: run, withIntermediateDirectories: true)
      try Data("epoch,train_loss\n1,0.5\n".utf8).write(to: run.appending(path: "history.csv"))
      var progress = RunProgress(stage: "Training")
      (progress.epoch, progress.epochs, progress.done, progress.total, progress.loss) = (2, 3, 4, 9, 0.5)
      try progress.write(to: run)
      options.runs = folder.appending(path: "runs")
      options.audit = folder.appending(path: "audit.db")
      options.defaultModel = "chest"
      var archive = ArchiveConfiguration()
      archive.hasPort = true
      archive.spool = folder.appending(path: "spool")
      archive.limits.minimumFreeBytes = 0
      options.archive = archive
    }
  }

  private func document() async throws -> OpenAPICheck { try OpenAPICheck(await TestServer().server.openAPI()) }

  @Test func everyAnswerIsAsItsSchemaSays() async throws {
    let server = try await server()
    let check = try OpenAPICheck.shared(server.server)
    let picture = try SampleModel.picture()
    for model in ["chest", "several", "hilum-best"] {
      let path = "/predict?model=\(model)"
      for query in ["", "&explain=grad-cam&class=all&report=true", "&format=compact"] {
        #expect(try await server.upload(path + query, [picture]).status == 200)
      }
      #expect(try await server.upload(path, [picture, Data("x".utf8)]).status == 200)
      #expect(try await server.get("/model-info?model=\(model)").status == 200)
      #expect(try await server.get("/v2/models/\(model)/config").status == 200)
    }
    // Everything that is got in JSON: no route is left out that is added later.
    for (path, operations) in check.document["paths"]?.keys ?? [:] where !path.contains("/archive/") {
      guard let operation = operations["get"], OpenAPICheck.schema(operation, "200") != nil else { continue }
      let asked = path.replacing("{name}", with: "hilum-best").replacing("{version}", with: "1")
      #expect(try await server.get(asked).status == (asked.hasSuffix("evaluation") ? 404 : 200), "\(path)")
    }
    #expect(try await server.send(.post, "/v2/repository/index").status == 200)
    #expect(try await server.get("/model-info?model=none").status == 404)
  }

  @Test func aKeyThatIsInNoSchemaIsAFault() async throws {
    let check = try await document()
    let schemas = try #require(check.document["components"]?["schemas"]?.keys)
    let reading = try #require(schemas["Reading"])
    let example = try #require(reading["examples"]?.items.first)
    #expect(check.faults(example, reading).isEmpty)
    var keys = example.keys
    keys["colour"] = .string("grey")
    #expect(check.faults(.object(keys), reading) == ["$.colour: not in the schema"])
    keys["colour"] = nil
    keys["confidence"] = .string("high")
    #expect(check.faults(.object(keys), reading) == ["$.confidence: string, not number"])
    keys["confidence"] = nil
    #expect(check.faults(.object(keys), reading) == ["$.confidence: missing"])
  }

  @Test func nothingIsLeftOpen() async throws {
    let check = try await document()
    func walk(_ schema: JSON, _ place: String) {
      #expect(check.resolved(schema) != nil, "\(place) refers to nothing")
      if schema["type"] == .string("object") {
        #expect(schema["properties"] != nil || schema["additionalProperties"] != nil, "\(place) is a bare object")
      }
      for (key, part) in schema["properties"]?.keys ?? [:] { walk(part, "\(place).\(key)") }
      for key in ["items", "additionalProperties"] { schema[key].map { walk($0, "\(place).\(key)") } }
      for part in schema["anyOf"]?.items ?? [] { walk(part, place) }
    }
    for (name, schema) in check.document["components"]?["schemas"]?.keys ?? [:] {
      walk(schema, name)
      for example in schema["examples"]?.items ?? [] { #expect(check.faults(example, schema).isEmpty, "\(name)") }
    }
    for (path, operations) in check.document["paths"]?.keys ?? [:] {
      for (method, operation) in operations.keys {
        for (status, answer) in operation["responses"]?.keys ?? [:] {
          guard let content = answer["content"]?["application/json"] else { continue }
          let schema = try #require(content["schema"])
          walk(schema, "\(method) \(path) \(status)")
          let choices = schema["anyOf"]?.items ?? [schema]
          guard choices != [.object(["$ref": .string("#/components/schemas/OpenAPIDocument")])] else { continue }
          #expect(
            choices.allSatisfy { check.resolved($0)?["examples"]?.items.isEmpty == false },
            "\(method) \(path) has no example")
        }
      }
    }
  }
}
