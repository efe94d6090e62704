import Bundles
import Foundation
import HTTPTypes
import Metrics
import Serving
import Testing

/// Models of several classes and findings behind HTTP.
struct SeveralTests {
  private static let findings = ["Effusion", "Edema", "Mass"]

  private func server(
    _ task: ClassificationTask, _ classes: [String] = findings, negative: String? = nil, thresholds: [Double]? = nil
  ) async throws -> TestServer {
    try await TestServer { folder, options in
      try SampleModel.writeSeveral(
        task, classes, negative: negative, thresholds: thresholds, to: folder.appending(path: "models/several/1"))
      options.audit = folder.appending(path: "audit.db")
    }
  }

  @Test func everyFindingIsTold() async throws {
    let server = try await server(.multilabel, thresholds: [0.9, 0.9, 0.1])
    let answer = try await server.upload("/predict?model=several&report=true", [SampleModel.picture()]).object()
    #expect(answer["task"] as? String == "multi-label")
    let findings = try #require(answer["findings"] as? [[String: Any]])
    #expect(findings.map { $0["name"] as? String } == Self.findings)
    #expect(findings.map { $0["decision"] as? Bool } == [false, false, true])
    #expect(answer["prediction"] as? String == "Mass")
    #expect((answer["decision"] as? [String: Any])?["threshold"] as? Double == 0.1)
    let compact = try await server.upload("/predict?model=several&format=compact", [SampleModel.picture()]).object()
    #expect((compact["probs"] as? [Double])?.count == 3 && compact["predicted_class"] as? String == "Mass")
    let metrics = try await server.get("/metrics").text
    #expect(metrics.contains(#"hilum_findings_total{model="several",version="1",finding="Mass"} 2.0"#))
    #expect(!metrics.contains(#"finding="Edema""#))
  }

  @Test func heatMapsAreOfTheClassThatIsAskedFor() async throws {
    let server = try await server(.multilabel)
    let picture = try SampleModel.picture()
    let path = "/predict?model=several&explain=grad-cam&class="
    let all = try await server.upload(path + "all", [picture]).object()
    let maps = try #require(all["heatmaps"] as? [String: String])
    #expect(Set(maps.keys) == Set(Self.findings))
    #expect(all["heatmap"] is NSNull)
    let one = try await server.upload(path + "Mass", [picture]).object()
    #expect(one["heatmap"] is String && one["heatmaps"] == nil)
    #expect(try await server.upload(path + "Cat", [picture]).code == "unknown_class")
    #expect(try await server.upload("/explain?model=several&class=all", [picture]).code == "bad_parameter")
    #expect(try await server.upload("/explain?model=several&class=Mass", [picture]).status == 200)
    let many = try await self.server(.multilabel, (0..<65).map { "f\($0)" })
    #expect(try await many.upload(path + "all", [picture]).code == "too_many_classes")
  }

  @Test func modelInfoAndTensorsNameTheClasses() async throws {
    let server = try await server(.multiclass, ["NORMAL", "BACTERIA", "VIRUS"], negative: "NORMAL")
    let info = try await server.get("/model-info?model=several").object()
    #expect(info["task"] as? String == "multi-class" && info["negative_class"] as? String == "NORMAL")
    let findings = try #require(info["findings"] as? [[String: Any]])
    #expect((findings[0]["operating_point"] as? [String: Any])?["threshold"] as? Double == 0.5)
    let tensors = try await server.get("/v2/models/several").object()
    #expect((tensors["parameters"] as? [String: String])?["labels"] == "NORMAL,BACTERIA,VIRUS")
    let outputs = try #require(tensors["outputs"] as? [[String: Any]])
    #expect(outputs.prefix(2).map { $0["shape"] as? [Int] } == [[-1, 3], [-1, 3]])
    let configuration = try await server.get("/v2/models/several/config").object()
    let task = (configuration["parameters"] as? [String: [String: String]])?["task"]
    #expect(task == ["string_value": "multi-class"])
    let answer = try await server.upload("/predict?model=several", [SampleModel.picture()]).object()
    let probabilities = try #require(answer["probabilities"] as? [String: Double])
    let decision = try #require(answer["decision"] as? [String: Any])
    let screened = try #require(decision["margin"] as? Double) + (decision["threshold"] as? Double ?? 0)
    #expect(abs(screened - 1 + (probabilities["NORMAL"] ?? 0)) < 1e-9)
  }

  @Test func feedbackIsAListOfFindings() async throws {
    let server = try await server(.multilabel, thresholds: [0.9, 0.9, 0.1])
    let id = try #require(
      try await server.upload("/predict?model=several", [SampleModel.picture()]).object()["request_id"] as? String)
    func send(_ label: String) async throws -> TestServer.Answer {
      try await server.send(.post, "/feedback", body: Data(#"{"request_id":"\#(id)","label":\#(label)}"#.utf8))
    }
    #expect(try await send(#"["Cat"]"#).code == "unknown_label")
    #expect(try await send(#""Mass""#).status == 204)
    #expect(try await send("[]").status == 204)
    #expect(try await server.get("/report").object()["confusion_matrix"] as? [[Int]] == [[0, 1], [0, 0]])
    #expect(try await send(#"["Mass","Edema"]"#).status == 204)
    #expect(try await server.get("/report").object()["confusion_matrix"] as? [[Int]] == [[0, 0], [0, 1]])
    let reading = try #require((try await server.get("/history").object()["readings"] as? [[String: Any]])?.first)
    #expect(reading["feedback"] as? String == "Mass, Edema")
    #expect(reading["feedback_findings"] as? [String] == ["Mass", "Edema"])
    #expect((reading["findings"] as? [[String: Any]])?.count == 3)
    #expect(try await server.get("/history.csv").text.contains("multi-label,Effusion="))
  }

  @Test func aHeadThatDisagreesWithItsClassesFailsByName() async throws {
    let server = try await TestServer { folder, _ in
      let place = folder.appending(path: "models/several/1")
      try SampleModel.writeSeveral(.multilabel, Self.findings, to: place)
      let file = place.appending(path: "model.json")
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing("\"outputs\" : 3", with: "\"outputs\" : 4").utf8).write(to: file)
    }
    let answer = try await server.upload("/predict?model=several", [SampleModel.picture()])
    #expect(answer.status == 404 || answer.status == 503)
    let models = try await server.get("/models").text
    #expect(models.contains("network.outputs must be the number of classes"))
  }
}
