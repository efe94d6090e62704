import FolderTesting
import Foundation
import FoundationNetworking
import Testing

/// `hilum train --ui`: a training that is followed over a real socket while it goes on.
@Suite struct TrainingPageTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  /// Starts a training with its page; the page's address.
  private func start(epochs: Int, port: String = "0") throws -> (training: RunningProgram, address: String?) {
    let training = try Hilum.start(
      "train", "--recipe", example.recipe.path, "--data", example.data.path, "--output", "run", "--set",
      "epochs=\(epochs)", "--ui", "--ui-port", port, in: folder.url)
    let said = try training.errors(when: " until it ends.\n")
    return (training, said.firstMatch(of: /shown at (http:\/\/127\.0\.0\.1:\d+\/) until/).map { String($0.1) })
  }

  private func get(_ address: String, accept: String = "application/json") async throws -> (status: Int, text: String) {
    var request = URLRequest(url: try #require(URL(string: address)))
    request.setValue(accept, forHTTPHeaderField: "Accept")
    let (data, response) = try await URLSession.shared.data(for: request)
    return (try #require(response as? HTTPURLResponse).statusCode, String(decoding: data, as: UTF8.self))
  }

  /// What the run says until its end.
  private func events(_ address: String) async throws -> String {
    for _ in 0..<200 {
      let (status, text) = try await get(address + "runs/run/events", accept: "text/event-stream")
      if status == 200 { return text }
      try await Task.sleep(for: .milliseconds(20))
    }
    return ""
  }

  @Test func everyEpochIsToldAndThePageEndsWithTheTraining() async throws {
    let (training, found) = try start(epochs: 300)
    let address = try #require(found)
    let root = try JSONValue(await get(address).text)
    #expect(
      root["features"]
        == .object([
          "models": .bool(false), "audit": .bool(false), "runs": .bool(true), "explain": .bool(false),
          "archive": .bool(false),
        ]))
    #expect(try await get(address + "models").status == 404)

    let events = try await events(address)
    let outcome = try training.wait()
    #expect(outcome.code == 0, "\(outcome.errors)")
    let epochs = try folder.text("run/history.csv").split(separator: "\n").count - 1
    #expect(epochs > 0 && events.components(separatedBy: "event: epoch\n").count == epochs + 1)
    #expect(events.contains(/event: progress\ndata: \{"done":\d+,.*"total":\d+\}/))
    #expect(events.hasSuffix("event: end\ndata: {\"state\":\"finished\"}\n\n"))
    #expect(!folder.names("run").contains("progress.json"))
    await #expect(throws: URLError.self) { try await get(address) }
  }

  @Test func ctrlCIsTold() async throws {
    let (training, found) = try start(epochs: 10_000)
    let address = try #require(found)
    async let following = events(address)
    let outcome = try training.send(SIGINT, when: "epoch 3/")
    #expect(outcome.code == 130)
    #expect(try await following.hasSuffix("event: end\ndata: {\"state\":\"stopped\"}\n\n"))
  }

  @Test func aPortThatIsTakenIsSaidBeforeTheTraining() throws {
    let (first, found) = try start(epochs: 10_000)
    let port = try #require(found?.split(separator: ":").last?.dropLast())
    let second = try Hilum.run(
      "train", "--recipe", example.recipe.path, "--data", example.data.path, "--output", "other", "--ui", "--ui-port",
      String(port), in: folder.url)
    _ = try first.send(SIGINT, when: "")
    #expect(second.code == 1)
    #expect(second.errors == "hilum: can't listen at 127.0.0.1:\(port): Address already in use\n")
    #expect(!folder.names().contains("other"))
  }
}
