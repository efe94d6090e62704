import Foundation
import HTTPTypes
import Serving
import Testing

/// What stands in the log of readings, and what does not.
struct LogTests {
  @Test func eachReadingHasALineWhereThatIsWanted() async throws {
    let log = RecordedLog()
    let server = try await TestServer(log: log) { _, options in options.logsReadings = true }
    let answer = try await server.upload("/predict", [SampleModel.picture()])
    let reading = try answer.object()
    let lines = log.lines("prediction")
    try #require(lines.count == 1)
    let line = lines[0].metadata
    #expect(
      Set(line.keys) == [
        "class", "probability", "positive", "threshold", "milliseconds", "model", "version", "request_id",
      ])
    #expect(line["class"] == reading["prediction"] as? String)
    #expect(line["request_id"] == reading["request_id"] as? String)
    let confidence = try #require(reading["confidence"] as? Double)
    #expect(abs(try #require(Double(line["probability"] ?? "")) - confidence) <= 0.00005)
    #expect(line["positive"] == "\((reading["decision"] as? [String: Any])?["positive"] as? Bool ?? false)")
    #expect(line["model"] == "chest" && line["version"] == "1")
  }

  @Test func aRefusedPictureHasItsReasonAndSeveralHaveTheirPlaces() async throws {
    let log = RecordedLog()
    let server = try await TestServer(log: log) { _, options in options.logsReadings = true }
    let answer = try await server.upload("/predict", [SampleModel.picture(), Data("no picture".utf8)])
    let id = try #require(answer.headers[HTTPField.Name("X-Request-Id") ?? .server])
    #expect(log.lines("prediction").map { $0.metadata["request_id"] } == ["\(id)-0"])
    let refused = log.lines("prediction refused").map(\.metadata)
    #expect(refused.map { $0["request_id"] } == ["\(id)-1"])
    #expect(refused.first?["reason"] == "unsupported_media_type")
  }

  @Test func byDefaultThereIsALineARequestAlone() async throws {
    let log = RecordedLog()
    let server = try await TestServer(log: log)
    _ = try await server.upload("/predict", [SampleModel.picture()])
    _ = try await server.send(.post, "/predict", [.contentType: "text/plain"], body: Data("x".utf8))
    #expect(log.lines("prediction").isEmpty && log.lines("prediction refused").isEmpty)
    #expect(log.lines("request").map { $0.metadata["reason"] } == [nil, "unsupported_media_type"])
  }
}
