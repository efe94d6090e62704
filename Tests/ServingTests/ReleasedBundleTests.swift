import Foundation
import Serving
import Testing

/// A bundle that a released version wrote is served as that version served it.
struct ReleasedBundleTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "InferenceTests/Goldens/released")

  /// The text with all numbers to six decimals, which other processors may round otherwise, and neither time nor id.
  private func comparable(_ json: String) -> String {
    json.replacing(#/"milliseconds":[-+.0-9e]+/#, with: "\"milliseconds\":0")
      .replacing(#/"request_id":"[^"]*"/#, with: "\"request_id\":\"\"")
      .replacing(#/-?\d+\.\d+(e-?\d+)?/#) { match in
        Double(match.output.0).map { String(format: "%.6f", $0) } ?? String(match.output.0)
      }
  }

  /// A store of that version, of three readings that were all called negative, one of them wrongly.
  @Test func aStoreOfThatVersionGoesOn() async throws {
    let server = try await TestServer { place, options in
      let store = place.appending(path: "audit.db")
      try FileManager.default.copyItem(at: folder.appending(path: "audit.db"), to: store)
      options.audit = store
    }
    let report = try await server.get("/report").object()
    #expect(report["n"] as? Int == 3 && report["with_feedback"] as? Int == 2)
    #expect(report["confusion_matrix"] as? [[Int]] == [[1, 0], [1, 0]])
    _ = try await server.upload([SampleModel.picture()])
    #expect((try await server.get("/history").object()["readings"] as? [Any])?.count == 4)
    #expect(try await server.get("/history.csv").text.split(separator: "\r\n").count == 5)
  }

  @Test func itsAnswerIsWhatItWas() async throws {
    let server = try await TestServer { models, options in
      let place = models.appending(path: "models/hilum-best")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: folder.appending(path: "bundle"), to: place.appending(path: "1"))
      options.audit = models.appending(path: "audit.db")
    }
    let picture = try Data(contentsOf: folder.appending(path: "picture.png"))
    let answer = try await server.upload("/predict?model=hilum-best&report=true", [picture])
    let golden = try String(contentsOf: folder.appending(path: "served.json"), encoding: .utf8)
    #expect(comparable(answer.text) == comparable(golden))
    let info = try await server.get("/model-info?model=hilum-best").object()
    #expect(info["task"] == nil && info["findings"] == nil && info["negative_class"] == nil)
    let tensors = try await server.get("/v2/models/hilum-best").object()
    #expect(Set(tensors.keys) == ["name", "versions", "platform", "inputs", "outputs"])
    let history = try await server.get("/history").object()
    #expect(
      Set((history["readings"] as? [[String: Any]])?.first?.keys.map { $0 } ?? []) == [
        "id", "time", "model", "version", "prediction", "probability", "positive", "milliseconds", "feedback",
      ])
  }
}
