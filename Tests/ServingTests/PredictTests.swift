import Bundles
import DICOMTesting
import Foundation
import HTTPTypes
import Inference
import Serving
import Testing

/// `/predict`, `/explain` and `/render` with good requests.
struct PredictTests {
  @Test func oneFileGivesTheReadingOfTheCommandLine() async throws {
    let server = try await TestServer()
    let answer = try await server.upload([SampleModel.picture()])
    #expect(answer.status == 200)
    let reading = try answer.object()
    #expect(
      Set(reading.keys) == [
        "prediction", "confidence", "probabilities", "decision", "in_distribution", "quality", "model", "lungs",
        "heatmap",
        "milliseconds", "request_id",
      ])
    #expect(reading["request_id"] as? String == answer.headers[HTTPField.Name("X-Request-Id") ?? .server])
    let probabilities = try #require(reading["probabilities"] as? [String: Double])
    #expect(abs(probabilities.values.reduce(0, +) - 1) < 1e-9)
    #expect((reading["model"] as? [String: Any])?["name"] as? String == "chest")
    #expect(answer.headers[.xContentTypeOptions] == "nosniff")
  }

  @Test func aRawBodyAndAFormSayTheSame() async throws {
    let server = try await TestServer()
    let picture = try SampleModel.picture(brightness: 90)
    let form = try await server.upload([picture]).object()
    let raw = try await server.send(.post, "/predict", [.contentType: "image/png"], body: picture).object()
    #expect(form["confidence"] as? Double == raw["confidence"] as? Double)
    let pieces = stride(from: 0, to: picture.count, by: 5).map { picture[$0..<min($0 + 5, picture.count)] }
    let tiny = try await server.send(.post, "/predict", [.contentType: "image/png"], pieces: pieces.map { Data($0) })
    #expect(try tiny.object()["confidence"] as? Double == raw["confidence"] as? Double)
  }

  @Test func manyFilesAreAnsweredInTheirOrderAndABadOneAlone() async throws {
    let server = try await TestServer()
    let dark = try SampleModel.picture(brightness: 0)
    let bright = try SampleModel.picture(brightness: 130)
    let answer = try await server.upload([dark, Data("no picture".utf8), bright, dark])
    #expect(answer.status == 200)
    let results = try #require(answer.object()["results"] as? [[String: Any]])
    #expect(results.count == 4)
    #expect((results[1]["error"] as? [String: Any])?["code"] as? String == "unsupported_media_type")
    func positive(_ index: Int) -> Double? { (results[index]["probabilities"] as? [String: Double])?["PNEUMONIA"] }
    #expect(positive(0) == positive(3))
    #expect(try #require(positive(0)) < #require(positive(2)))
  }

  @Test func viewsAreAveragedAsOnTheCommandLine() async throws {
    let server = try await TestServer { _, options in options.views = 3 }
    let picture = try SampleModel.picture()
    let answer = try await server.upload([picture]).object()
    let bundle = try ModelBundle(contentsOf: server.folder.appending(path: "models/chest/1"))
    let predictor = try Predictor(
      bundle,
      engine: bundle.engine(averaging: TestTimeAveraging(views: 3)) {
        try OpenVINOEngine(contentsOf: $0.verified(.graph))
      })
    let prepared = try predictor.prepare(picture)
    let reading = predictor.interpret(prepared, output: try predictor.run([prepared]), at: 0).reading
    let uncertainty = try #require(answer["uncertainty"] as? [String: Double])
    #expect(Array(uncertainty.keys) == ["repeatability"])
    let spread = try #require(uncertainty["repeatability"])
    #expect(spread > 0)
    #expect(abs(spread - (try #require(reading.uncertainty?.repeatability))) < 1e-6)
    let probability = try #require((answer["probabilities"] as? [String: Double])?["PNEUMONIA"])
    #expect(abs(probability - (try #require(reading.probabilities["PNEUMONIA"]))) < 1e-6)
    let plain = try await TestServer().upload([picture]).object()
    #expect(plain["uncertainty"] == nil)
  }

  @Test func compactIsWhatOlderSystemsGive() async throws {
    let server = try await TestServer()
    let answer = try await server.upload("/predict?format=compact", [SampleModel.picture()]).object()
    #expect(Set(answer.keys) == ["predicted_class", "best_prob", "probs"])
    #expect((answer["probs"] as? [Double])?.count == 2)
  }

  @Test func aReportIsSaidWhereItIsAskedFor() async throws {
    let server = try await TestServer()
    let picture = try SampleModel.picture(brightness: 130)
    let plain = try await server.upload("/predict?report=false", [picture]).object()
    #expect(plain["report"] == nil)
    let answer = try await server.upload("/predict?report=true", [picture]).object()
    let report = try #require(answer["report"] as? [String: [String]])
    #expect(report.keys.sorted() == ["findings", "impression"])
    #expect(report["impression"]?.last == "Research software, not a medical device; not for diagnosis.")
    #expect(Set(answer.keys).subtracting(plain.keys) == ["report"])
    #expect((answer["lungs"] as? [String: Any])?["outline"] == nil)
    #expect(try await server.upload("/predict?report=yes", [picture]).code == "bad_parameter")
  }

  @Test(arguments: ["overlay", "map"])
  func aHeatMapIsAPicture(style: String) async throws {
    let server = try await TestServer()
    let answer = try await server.upload("/predict?explain=grad-cam&heatmap=\(style)", [SampleModel.picture()])
    let uri = try #require(answer.object()["heatmap"] as? String)
    let bytes = try #require(Data(base64Encoded: uri.replacing("data:image/png;base64,", with: "")))
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    // Byte 25 of a PNG file is its colour type: 2 for colours, 0 for grey.
    #expect(bytes[25] == (style == "map" ? 0 : 2))
  }

  @Test(arguments: ["overlay", "map", nil])
  func explanationsAreDrawnAsIsAsked(style: String?) async throws {
    let server = try await TestServer()
    let path = "/explain" + (style.map { "?heatmap=\($0)" } ?? "")
    let body = try await server.upload(path, [SampleModel.picture()]).body
    #expect(body[body.startIndex + 25] == (style == "map" ? 0 : 2))
  }

  @Test(arguments: ["/explain", "/render"])
  func picturesAreAnswered(path: String) async throws {
    let server = try await TestServer()
    let answer = try await server.upload(path, [SampleModel.picture()])
    #expect(answer.status == 200)
    #expect(answer.headers[.contentType] == "image/png")
    #expect(answer.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let several = try await server.upload(path, [SampleModel.picture(), SampleModel.picture()])
    #expect(several.code == "too_many_files")
  }

  @Test func aFileWithSeveralFramesSaysHowMany() async throws {
    let server = try await TestServer()
    let frames = try #require(HTTPField.Name("x-frame-count"))
    #expect(try await server.upload("/render", [SampleModel.picture()]).headers[frames] == "1")
    let values = (0..<2 * 96 * 96).map { $0 % (96 * 96) * ($0 < 96 * 96 ? 1 : 0) % 4096 }
    let file = Data(DICOMBuilder.radiograph(of: nil, side: 96, frames: 2, values).file())
    let first = try await server.upload("/render", [file])
    #expect(first.headers[frames] == "2")
    let second = try await server.upload("/render?frame=1", [file])
    #expect(second.status == 200 && second.body != first.body)
    #expect(try await server.upload("/render?frame=2", [file]).status == 400)
  }

  @Test func manyAtATimeAreAllRead() async throws {
    let server = try await TestServer { _, options in
      options.batching = .init(size: 4, delay: .milliseconds(5))
    }
    let picture = try SampleModel.picture()
    let expected = try await server.upload([picture]).object()["confidence"] as? Double
    try await withThrowingTaskGroup(of: Double?.self) { group in
      for _ in 0..<40 { group.addTask { try await server.upload([picture]).object()["confidence"] as? Double } }
      for try await confidence in group {
        #expect(abs(try #require(confidence) - #require(expected)) < 1e-5)
      }
    }
  }
}
