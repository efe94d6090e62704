import Foundation
import HTTPTypes
import Serving
import Testing

/// Models that come, go, and are broken.
struct RegistryTests {
  private func version(_ server: TestServer, _ path: String = "/predict") async throws -> Int? {
    let answer = try await server.upload(path, [SampleModel.picture()]).object()
    return (answer["model"] as? [String: Any])?["version"] as? Int
  }

  private func versions(_ server: TestServer) async throws -> [[String: Any]] {
    let models = try #require(try await server.get("/models").object()["models"] as? [[String: Any]])
    return try #require(models.first?["versions"] as? [[String: Any]])
  }

  private func place(_ server: TestServer, _ version: Int) -> URL {
    server.folder.appending(path: "models/chest/\(version)")
  }

  @Test func notReadyBeforeAModelIs() async throws {
    let server = try await TestServer(loads: false)
    #expect(try await server.get("/health").status == 503)
    #expect(try await server.get("/v2/health/ready").status == 503)
    #expect(try await server.get("/v2/health/live").status == 200)
    let answer = try await server.upload([SampleModel.picture()])
    #expect(answer.status == 503)
    #expect(answer.headers[.retryAfter] == "1")
    server.server.loadModels()
    #expect(try await server.get("/health").status == 200)
  }

  @Test func aVersionThatIsBeingMovedGoesOnAnswering() async throws {
    let server = try await TestServer()
    try FileManager.default.moveItem(at: place(server, 1), to: server.folder.appending(path: "aside"))
    server.server.loadModels()
    #expect(try await version(server) == 1)
  }

  @Test func aNewVersionTakesOverAndABadOneDoesNot() async throws {
    let server = try await TestServer { _, options in options.removalDelay = .zero }
    #expect(try await version(server) == 1)
    try SampleModel.write(to: place(server, 2), version: 2)
    server.server.loadModels()
    #expect(try await version(server) == 2)
    #expect(try await version(server, "/predict?version=1") == 1)

    try SampleModel.write(to: place(server, 3), version: 3)
    try Data("damaged".utf8).write(to: place(server, 3).appending(path: "model.onnx"))
    server.server.loadModels()
    #expect(try await version(server) == 2)
    let third = try #require(try await versions(server).last)
    #expect(third["state"] as? String == "failed")
    #expect((third["error"] as? String)?.contains("model.onnx") == true)

    // Broken in place: the one that works stays.
    try Data("{}".utf8).write(to: place(server, 2).appending(path: "model.json"))
    server.server.loadModels()
    #expect(try await version(server) == 2)

    try FileManager.default.removeItem(at: place(server, 2))
    server.server.loadModels()
    #expect(try await version(server) == 1)
  }

  @Test func aFolderSaysTheVersionWhateverTheBundleSays() async throws {
    let server = try await TestServer()
    try SampleModel.write(to: place(server, 7), version: 1)
    server.server.loadModels()
    #expect(try await version(server) == 7)
  }

  @Test func aShadowReadsAlongWithoutAnswering() async throws {
    let server = try await TestServer { folder, options in
      try SampleModel.write(to: folder.appending(path: "models/chest/2"), version: 2, bias: 3)
      options.policies = ["chest": VersionPolicy(shadow: 2)]
    }
    for _ in 0..<3 { #expect(try await version(server) == 1) }
    var comparison: [String: Any]?
    for _ in 0..<100 {
      comparison = try await versions(server).last?["shadow"] as? [String: Any]
      if comparison?["n"] as? Int == 3 { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(comparison?["n"] as? Int == 3)
    #expect(try #require(comparison?["mean_difference"] as? Double) > 0)
    #expect(try await versions(server).last?["state"] as? String == "shadow")
  }

  @Test func aCanaryAnswersItsShare() async throws {
    let server = try await TestServer { folder, options in
      try SampleModel.write(to: folder.appending(path: "models/chest/2"), version: 2)
      options.policies = ["chest": VersionPolicy(canary: .init(version: 2, share: 1))]
    }
    #expect(try await version(server) == 2)
    let pinned = try await TestServer { folder, options in
      try SampleModel.write(to: folder.appending(path: "models/chest/2"), version: 2)
      options.policies = ["chest": VersionPolicy(pinned: 1)]
    }
    #expect(try await version(pinned) == 1)
  }

  @Test func reloadsUnderLoadFailNoRequest() async throws {
    let server = try await TestServer()
    let picture = try SampleModel.picture()
    try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<4 {
        group.addTask {
          var statuses: [Int] = []
          for _ in 0..<25 { statuses.append(try await server.upload([picture]).status) }
          return statuses
        }
      }
      for round in 0..<10 {
        try SampleModel.write(to: place(server, 1), bias: Float(round) / 10)
        server.server.loadModels()
        await Task.yield()
      }
      for try await statuses in group { #expect(statuses.allSatisfy { $0 == 200 }) }
    }
  }

  @Test func administratorsUnloadAndLoad() async throws {
    let server = try await TestServer { _, options in options.isModelControlOn = true }
    #expect(try await server.send(.post, "/v2/repository/models/chest/unload").status == 200)
    #expect(try await server.upload([SampleModel.picture()]).status == 503)
    #expect(try await server.get("/v2/models/chest/versions/1/ready").status == 404)
    #expect(try await server.send(.post, "/v2/repository/models/chest/load").status == 200)
    #expect(try await version(server) == 1)
    #expect(try await server.send(.post, "/v2/repository/models/none/load").status == 404)
  }

  @Test func aBundlesFilesAreHandedOut() async throws {
    let server = try await TestServer()
    #expect(try await server.get("/models/chest/1/card").text == "# A card")
    #expect(try await server.get("/models/chest/1/report").code == "no_such_file")
    #expect(try await server.get("/model-info?model=chest").object()["architecture"] as? String == "sample")
  }
}
