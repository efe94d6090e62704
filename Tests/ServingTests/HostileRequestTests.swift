import Foundation
import HTTPTypes
import Radiograph
import Serving
import Testing

/// Requests that are wrong, broken or meant to harm: each gets its refusal, and the server goes on.
struct HostileRequestTests {
  @Test func formsThatAreNone() async throws {
    let server = try await TestServer()
    func post(_ type: String, _ body: String) async throws -> TestServer.Answer {
      try await server.send(.post, "/predict", [.contentType: type], body: Data(body.utf8))
    }
    #expect(try await server.upload([SampleModel.picture()], field: "image").code == "no_file")
    #expect(try await server.upload([]).code == "no_file")
    #expect(try await server.upload([Data()]).code == "empty_file")
    #expect(try await post("multipart/form-data", "x").code == "missing_boundary")
    #expect(try await post("multipart/form-data; boundary=B", "--B\r\nContent-Disp").code == "malformed_body")
    #expect(try await post("text/plain", "hello").status == 415)
    #expect(try await post("image/png", "").code == "no_file")
    let parts = try await server.upload(Array(repeating: Data("x".utf8), count: 33))
    #expect(parts.status == 413)
  }

  @Test func filesThatAreNoRadiographs() async throws {
    let server = try await TestServer()
    let picture = try SampleModel.picture()
    #expect(try await server.upload([Data("%PDF-1.7".utf8)]).status == 415)
    #expect(try await server.upload([picture.prefix(picture.count / 2)]).status == 400)
    let small = try await server.upload([SampleModel.picture(side: 8)])
    #expect(small.status == 422)
    let color = try await server.upload([SampleModel.colorPicture()])
    #expect(color.status == 422)
    let error = try #require(color.object()["error"] as? [String: Any])
    #expect((error["reasons"] as? [String])?.isEmpty == false)
    // A PNG header that claims 60,000 × 60,000 pixels is refused before anything is set aside for them.
    var huge = picture
    huge.replaceSubrange(16..<24, with: [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60])
    #expect([400, 413].contains(try await server.upload([huge]).status))
  }

  @Test func bodiesThatAreTooLarge() async throws {
    let server = try await TestServer { _, options in options.limits.bodyBytes = 100_000 }
    // Declared: refused before a byte is read.
    let declared = try await server.send(
      .post, "/predict", [.contentType: "image/png", .contentLength: "1073741824"], pieces: [Data("x".utf8)])
    #expect(declared.status == 413)
    // Also where it would be refused for other reasons, which may be gone the next time.
    for change in [{ $0.limits.queue = 0 }, { _ in }] as [@Sendable (inout ServingOptions) -> Void] {
      let busy = try await TestServer(loads: false) { _, options in change(&options) }
      for path in ["/predict", "/explain", "/render", "/v2/models/chest/infer", "/feedback"] {
        let answer = try await busy.send(.post, path, [.contentLength: "1073741824"], pieces: [Data("x".utf8)])
        #expect(answer.status == 413)
      }
    }
    // Not declared: refused when the limit is reached.
    let chunk = Data(count: 1000)
    let endless = Array(repeating: chunk, count: 200)
    #expect(try await server.send(.post, "/predict", [.contentType: "image/png"], pieces: endless).status == 413)
    let form = [Data("--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n".utf8)] + endless
    let answer = try await server.send(
      .post, "/predict", [.contentType: "multipart/form-data; boundary=B"], pieces: form)
    #expect(answer.status == 413)
    #expect(try await server.upload([SampleModel.picture()]).status == 200)
  }

  @Test func memoryForBodiesIsBounded() async throws {
    let server = try await TestServer { _, options in options.limits.bodiesInMemory = 100 }
    let answer = try await server.upload([SampleModel.picture()])
    #expect(answer.code == "memory_full")
    #expect(answer.headers[.retryAfter] != nil)
    // What was given up is free again.
    #expect(try await server.upload([Data("small".utf8)]).status == 415)
  }

  @Test func tenThousandTinyChunks() async throws {
    let server = try await TestServer()
    let body = TestServer.form([try SampleModel.picture()])
    var pieces = body.map { Data([$0]) }
    pieces.insert(contentsOf: Array(repeating: Data(), count: 10_000), at: 0)
    let answer = try await server.send(
      .post, "/predict", [.contentType: "multipart/form-data; boundary=B"], pieces: pieces)
    #expect(answer.status == 200)
  }

  @Test(arguments: [
    "/predict?model=nothing", "/predict?version=9", "/predict?model=chest&version=9", "/predict?version=-1",
    "/predict?model=chest&version=abc", "/predict?model=..%2F..%2Fetc&version=1",
    "/v2/models/nothing/infer", "/v2/models/chest/versions/7/infer",
  ])
  func unknownModels(path: String) async throws {
    let server = try await TestServer()
    #expect(try await server.upload(path, [SampleModel.picture()]).status == 404)
  }

  @Test(arguments: [
    "/models/../../etc/1/card", "/models/chest/1/%2e%2e", "/models/..%2f..%2f/1/card", "/assets/../index.html",
    "/assets/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/runs/..%2f../events",
  ])
  func pathsLeadNowhereElse(path: String) async throws {
    let server = try await TestServer()
    let answer = try await server.get(path)
    #expect(answer.status == 404)
    #expect(!answer.text.contains("root:"))
  }

  @Test func wrongMethodsAndParameters() async throws {
    let server = try await TestServer()
    let answer = try await server.send(.put, "/predict")
    #expect(answer.status == 405)
    #expect(answer.headers[.allow] == "POST")
    for query in ["explain=magic", "format=xml", "frame=-1", "frame=x", "explain=grad-cam&heatmap=pink"] {
      #expect(try await server.upload("/predict?\(query)", [SampleModel.picture()]).code == "bad_parameter")
    }
    #expect(try await server.upload("/predict?frame=3", [SampleModel.picture()]).status != 500)
  }

  @Test func answersTellNothingOfTheInside() async throws {
    let server = try await TestServer()
    for answer in [
      try await server.upload([Data("x".utf8)]), try await server.get("/nothing"),
      try await server.upload("/predict?model=x", [Data("x".utf8)]), try await server.get("/model-info"),
      try await server.get("/models"),
    ] {
      #expect(!answer.text.contains(server.folder.path))
      #expect(!answer.text.contains("0x"))
    }
  }
}
