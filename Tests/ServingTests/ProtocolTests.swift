import Foundation
import HTTPBody
import HTTPTypes
import Serving
import Testing

/// The Open Inference Protocol, asked with good and bad requests.
struct ProtocolTests {
  private static let count = 3 * SampleModel.side * SampleModel.side
  private static let length = HTTPField.Name("Inference-Header-Content-Length") ?? .server

  private func json(shape: String = "[1,3,32,32]", type: String = "FP32", data: String? = nil, more: String = "")
    -> Data
  {
    let values = data ?? "[" + Array(repeating: "0.5", count: Self.count).joined(separator: ",") + "]"
    return Data(
      #"{\#(more)"inputs":[{"name":"image","shape":\#(shape),"datatype":"\#(type)","data":\#(values)}]}"#.utf8)
  }

  private func infer(_ server: TestServer, _ body: Data, _ headers: HTTPFields = [:]) async throws -> TestServer.Answer
  {
    try await server.send(.post, "/v2/models/chest/infer", headers, body: body)
  }

  private func logits(_ answer: TestServer.Answer) throws -> [Double] {
    let outputs = try #require(try answer.object()["outputs"] as? [[String: Any]])
    return try #require(outputs.first { $0["name"] as? String == "logits" }?["data"] as? [Double])
  }

  @Test func jsonBinaryRawAndCompressedSayTheSame() async throws {
    let server = try await TestServer()
    let plain = try await infer(server, json(more: #""id":"mine","#))
    #expect(plain.status == 200)
    #expect(try plain.object()["id"] as? String == "mine")
    let expected = try logits(plain)
    #expect(expected.count == 2)

    let tensor = Data(
      (0..<Self.count).flatMap { _ in withUnsafeBytes(of: Float(0.5).bitPattern.littleEndian) { Array($0) } })
    let head = Data(
      #"{"inputs":[{"name":"image","shape":[1,3,32,32],"datatype":"FP32","parameters":{"binary_data_size":\#(tensor.count)}}],"outputs":[{"name":"logits"}]}"#
        .utf8)
    let binary = try await infer(server, head + tensor, [Self.length: String(head.count)])
    #expect(try logits(binary) == expected)
    let raw = try await infer(server, tensor, [Self.length: "0"])
    #expect(raw.status == 200)
    #expect(raw.headers[Self.length].flatMap { Int($0) } ?? 0 > 0)
    for coding in [Compression.gzip, .deflate] {
      let packed = try #require(coding.deflated(json()))
      #expect(try logits(await infer(server, packed, [.contentEncoding: coding.rawValue])) == expected)
    }
  }

  @Test func badRequestsAreRefused() async throws {
    let server = try await TestServer()
    func status(_ body: Data, _ headers: HTTPFields = [:]) async throws -> Int {
      let answer = try await infer(server, body, headers)
      #expect(try answer.object()["error"] is String)
      return answer.status
    }
    #expect(try await status(Data()) == 400)
    #expect(try await status(Data("[]".utf8)) == 400)
    #expect(try await status(json(type: "INT64")) == 400)
    #expect(try await status(json(shape: "[1,3,32]")) == 400)
    #expect(try await status(json(shape: "[1,1,2,2]", data: "[1,2,3,4]")) == 400)
    #expect(try await status(json(data: "[1,2,3]")) == 400)
    #expect(try await status(json(shape: "[0,3,32,32]")) == 400)
    #expect(try await status(json(shape: "[9223372036854775807,9223372036854775807]", data: "[]")) == 400)
    #expect(try await status(json(shape: "[100000,3,32,32]", data: "[]")) == 400)
    #expect(try await status(json(more: #""id":"\#(String(repeating: "x", count: 5000))","#)) == 400)
    #expect(try await status(json(), [Self.length: "99999999"]) == 400)
    #expect(try await status(json(), [Self.length: "-1"]) == 400)
    #expect(try await status(json(), [.contentEncoding: "br"]) == 415)
    #expect(try await status(Data("not packed".utf8), [.contentEncoding: "gzip"]) == 400)
    let head = Data(
      #"{"inputs":[{"name":"image","shape":[1,3,32,32],"datatype":"FP32","parameters":{"binary_data_size":12288}}]}"#
        .utf8)
    #expect(try await status(head + Data(count: 100), [Self.length: String(head.count)]) == 400)
    #expect(try await status(json(data: String(repeating: "[", count: 5000))) == 400)
  }

  @Test func aCompressedBombIsRefused() async throws {
    let server = try await TestServer { _, options in options.limits.bodyBytes = 1 << 20 }
    let bomb = try #require(Compression.gzip.deflated(Data(count: 256 << 20)))
    #expect(try await infer(server, bomb, [.contentEncoding: "gzip"]).status == 413)
  }

  @Test func filesGoThroughTheSamePreprocessing() async throws {
    let server = try await TestServer()
    let file = try SampleModel.picture()
    let element = withUnsafeBytes(of: UInt32(file.count).littleEndian) { Data($0) } + file
    let head = Data(
      #"{"inputs":[{"name":"file","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":\#(element.count)}}],"outputs":[{"name":"probabilities"},{"name":"prediction"}]}"#
        .utf8)
    let answer = try await infer(server, head + element, [Self.length: String(head.count)])
    let outputs = try #require(answer.object()["outputs"] as? [[String: Any]])
    let probabilities = try #require(outputs.first?["data"] as? [Double])
    let reading = try await server.upload([file]).object()
    let expected = try #require(reading["probabilities"] as? [String: Double])
    #expect(abs(probabilities[1] - (expected["PNEUMONIA"] ?? 2)) < 1e-6)
    #expect(outputs.last?["data"] as? [String] == [try #require(reading["prediction"] as? String)])
    let torn = try await infer(server, head + element.dropLast(10), [Self.length: String(head.count)])
    #expect(torn.status == 400)
  }

  @Test func whatClientsAskFirst() async throws {
    let server = try await TestServer()
    for path in [
      "/v2", "/v2/models/chest", "/v2/models/chest/versions/1", "/v2/models/chest/config",
      "/v2/models/chest/stats", "/v2/models/stats",
    ] {
      #expect(try await server.get(path).status == 200)
    }
    let metadata = try await server.get("/v2/models/chest").object()
    #expect(metadata["versions"] as? [String] == ["1"])
    #expect((metadata["inputs"] as? [[String: Any]])?.first?["shape"] as? [Int] == [-1, 3, 32, 32])
    let index = try await server.send(.post, "/v2/repository/index", body: Data("{}".utf8))
    #expect(index.text.contains("READY"))
    #expect(try await server.get("/v2/models/none").object()["error"] is String)
  }
}
