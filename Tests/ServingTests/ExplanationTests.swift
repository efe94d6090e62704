import Bundles
import Foundation
import HTTPTypes
import Inference
import Radiograph
import Serving
import Testing

/// `/explain` by every method, and `/features`.
struct ExplanationTests {
  private static let json: HTTPFields = [.accept: "application/json"]
  private static let png = Data([0x89, 0x50, 0x4E, 0x47])

  private static func names(_ list: TestServer.Answer) throws -> [String] {
    try #require(list.object()["methods"] as? [[String: Any]]).compactMap { $0["name"] as? String }
  }

  // MARK: - Without a program for gradients

  @Test func aServerAloneTellsWhatItCanDo() async throws {
    let server = try await TestServer()
    let list = try await server.get("/explain")
    #expect(list.status == 200)
    #expect(try Self.names(list) == ["grad-cam", "grad-cam++", "occlusion"])
    let object = try list.object()
    #expect((object["layers"] as? [String])?.isEmpty == true)
    #expect(object["colors"] as? [String] == ["jet", "viridis", "inferno"])
    for query in ["method=integrated-gradients", "method=attention", "method=grad-cam&layer=layer3"] {
      let answer = try await server.upload("/explain?\(query)", [SampleModel.picture()])
      #expect(answer.status == 501)
      #expect(answer.code == "method_unavailable")
    }
    for query in ["method=magic", "opacity=2", "opacity=x", "colors=grey", "layer=a,b", "method=occlusion&layer=a"] {
      #expect(try await server.upload("/explain?\(query)", [SampleModel.picture()]).code == "bad_parameter")
    }
  }

  @Test func occlusionIsThatOfTheCommandLine() async throws {
    let server = try await TestServer()
    let picture = try SampleModel.picture()
    let answer = try await server.upload("/explain?method=occlusion&class=PNEUMONIA", [picture], Self.json).object()
    #expect(
      Set(answer.keys) == ["class", "probability", "method", "layer", "map_size", "heatmap", "request_id"])
    #expect(answer["class"] as? String == "PNEUMONIA")
    #expect(answer["method"] as? String == "occlusion")
    #expect(answer["map_size"] as? [Int] == [32, 32])
    let text = try #require(answer["heatmap"] as? String)
    let drawn = try #require(Data(base64Encoded: String(text.dropFirst("data:image/png;base64,".count))))
    let predictor = try Predictor(
      ModelBundle(contentsOf: server.folder.appending(path: "models/chest/1")), options: EngineOptions())
    let prepared = try predictor.prepare(picture, explaining: true)
    let map = try predictor.explanation(by: predictor.occlusion(of: prepared), ofClass: 1)
    let expected = try predictor.explained(prepared, showing: map.positive).overlay().pngFile(fast: true)
    #expect(map.values.contains { $0 > 0 })
    #expect(drawn == Data(expected))
    let plain = try await server.upload("/explain?method=occlusion&class=PNEUMONIA", [picture])
    #expect(plain.body == drawn)
    #expect(plain.headers[.contentType] == "image/png")
  }

  @Test func coloursAndOpacityAreThoseAskedFor() async throws {
    let server = try await TestServer()
    let picture = try SampleModel.picture()
    func overlay(_ query: String) async throws -> Data {
      let answer = try await server.upload("/explain\(query)", [picture])
      #expect(answer.status == 200 && answer.body.starts(with: Self.png))
      return answer.body
    }
    let standard = try await overlay("")
    #expect(try await overlay("?opacity=0.4&colors=jet&method=grad-cam") == standard)
    #expect(try await overlay("?opacity=0.9") != standard)
    #expect(try await overlay("?colors=viridis") != standard)
    #expect(try await overlay("?explain=grad-cam%2B%2B") == overlay("?method=grad-cam%2B%2B"))
  }

  @Test func eventsTellThePlaceAndThenTheExplanation() async throws {
    let server = try await TestServer()
    let answer = try await server.upload(
      "/explain?method=occlusion&heatmap=map", [SampleModel.picture()], [.accept: "text/event-stream"])
    #expect(answer.headers[.contentType] == "text/event-stream")
    let events = answer.text.components(separatedBy: "\n\n").filter { $0.hasPrefix("event: ") }
    #expect(events.first == "event: place\ndata: {\"before\":0}")
    #expect(events.last?.hasPrefix("event: explanation\ndata: {") == true)
    let refused = try await server.upload("/explain?method=occlusion", [Data("x".utf8)], [.accept: "text/event-stream"])
    #expect(refused.status == 415)
    #expect(try await server.get("/metrics").text.contains(#"hilum_explanation_seconds_count{method="occlusion""#))
  }

  // MARK: - With one

  /// A server with a program that answers as `hilum attribute` does: a map of 2 × 1, and never for layer-cam.
  private static func server(_ change: @escaping (inout ServingOptions) -> Void = { _ in }) async throws -> TestServer {
    try await TestServer { folder, options in
      let program = folder.appending(path: "gradients")
      let script = """
        #!/bin/bash
        case "$*" in
        *layer-cam*) exec sleep 20 ;;
        *grad-cam*) echo "it is broken" >&2; exit 1 ;;
        *--method*) cat > /dev/null; printf '\\x02\\0\\0\\0\\x01\\0\\0\\0\\0\\0\\x80\\x3f\\0\\0\\0\\0' ;;
        *) echo '{"methods": ["layer-cam", "integrated-gradients", "expected-gradients"], "layers": ["layer3", "layer4"]}' ;;
        esac
        """
      try Data(script.utf8).write(to: program)
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program.path)
      options.explanations.program = program
      change(&options)
    }
  }

  @Test func gradientsComeFromAProgramOfTheirOwn() async throws {
    let server = try await Self.server()
    let list = try await server.get("/explain")
    #expect(
      try Self.names(list) == ["grad-cam", "grad-cam++", "layer-cam", "integrated-gradients", "occlusion"],
      "expected gradients need references")
    #expect(try list.object()["layers"] as? [String] == ["layer3", "layer4"])
    let picture = try SampleModel.picture()
    let answer = try await server.upload("/explain?method=integrated-gradients", [picture], Self.json).object()
    #expect(answer["map_size"] as? [Int] == [1, 2])
    let unknown = try await server.upload("/explain?layer=layer9", [picture])
    #expect(unknown.status == 400 && unknown.code == "unknown_layer")
    let broken = try await server.upload("/explain?method=grad-cam&layer=layer3", [picture])
    #expect(broken.status == 500 && !broken.text.contains("broken"))
  }

  @Test func whatTakesTooLongIsEnded() async throws {
    let server = try await Self.server { $0.explanations.time = .milliseconds(300) }
    let started = ContinuousClock.now
    let answer = try await server.upload("/explain?method=layer-cam", [SampleModel.picture()])
    #expect(answer.status == 504)
    #expect(answer.code == "explanation_timeout")
    #expect(ContinuousClock.now - started < .seconds(15))
  }

  @Test func noMoreWaitThanMay() async throws {
    let server = try await Self.server {
      $0.explanations.time = .seconds(2)
      $0.explanations.queue = 1
    }
    let picture = try SampleModel.picture()
    _ = try await server.get("/explain")
    let codes = try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 0..<4 { group.addTask { try await server.upload("/explain?method=layer-cam", [picture]).code } }
      return try await group.reduce(into: [String?]()) { $0.append($1) }
    }
    #expect(codes.filter { $0 == "explanation_timeout" }.count == 2)
    #expect(codes.filter { $0 == "explanations_full" }.count == 2)
  }

  // MARK: - Features

  @Test func featuresAreThePooledOnes() async throws {
    let server = try await TestServer()
    let picture = try SampleModel.picture()
    let answer = try await server.upload("/features", [picture]).object()
    #expect(Set(answer.keys) == ["features", "model", "request_id"])
    let features = try #require(answer["features"] as? [Double])
    let predictor = try Predictor(
      ModelBundle(contentsOf: server.folder.appending(path: "models/chest/1")), options: EngineOptions())
    let expected = try #require(predictor.run([predictor.prepare(picture)], embedding: true).embedding)
    #expect(features.count == 4 && expected.count == 4)
    for (one, other) in zip(features, expected) { #expect(abs(one - Double(other)) < 1e-5) }
    let many = try await server.upload("/features", [picture, Data("x".utf8)]).object()
    let results = try #require(many["results"] as? [[String: Any]])
    #expect(results[0]["features"] != nil)
    #expect((results[1]["error"] as? [String: Any])?["code"] as? String == "unsupported_media_type")
  }
}
