import FolderTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOEmbedded
import Serving
import Testing

/// A server in a folder of its own, asked without a socket.
///
/// What it answers in JSON is held against the OpenAPI document, whatever a test looks at.
final class TestServer: Sendable {
  /// An answer.
  struct Answer {
    let status: Int
    let headers: HTTPFields
    let body: Data

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as a JSON object.
    func object() throws -> [String: Any] {
      try #require(JSONSerialization.jsonObject(with: body) as? [String: Any])
    }

    /// The code of a refusal.
    var code: String? { ((try? object())?["error"] as? [String: Any])?["code"] as? String }
  }

  private let place: TemporaryFolder
  /// Where its models are.
  var folder: URL { place.url }
  let server: HilumServer
  private let respond: @Sendable (Request, any Channel) async throws -> Response

  /// A server with one model, `chest/1`, unless told otherwise.
  ///
  /// - Parameter log: Gets what the server logs, from info on.
  init(
    loads: Bool = true, log: RecordedLog? = nil, _ change: (URL, inout ServingOptions) throws -> Void = { _, _ in }
  ) async throws {
    place = try TemporaryFolder()
    let folder = place.url
    let models = folder.appending(path: "models")
    try SampleModel.write(to: models.appending(path: "chest/1"))
    var options = ServingOptions(models: models)
    options.workers = 2
    try change(folder, &options)
    var logger = Logger(label: "test") { label -> any LogHandler in
      if let log { log } else { StreamLogHandler.standardError(label: label) }
    }
    logger.logLevel = log == nil ? .critical : .info
    server = try await HilumServer(options, logger: logger)
    respond = server.responder()
    if loads { server.loadModels() }
  }

  /// Sends a request in pieces.
  func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], pieces: [Data]
  ) async throws -> Answer {
    let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
    for piece in pieces { continuation.yield(ByteBuffer(bytes: piece)) }
    continuation.finish()
    return try await send(method, path, headers, stream)
  }

  /// Posts a picture that is the same piece again and again, without end.
  func sendEndlessly(_ path: String, _ piece: Data, every pause: Duration) async throws -> Answer {
    let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
    let sender = Task {
      while !Task.isCancelled {
        continuation.yield(ByteBuffer(bytes: piece))
        try await Task.sleep(for: pause)
      }
    }
    defer { sender.cancel() }
    return try await send(.post, path, [.contentType: "image/png"], stream)
  }

  /// Sends a request without a body under a name of the server's, or none, to one of its addresses.
  func ask(
    _ method: HTTPRequest.Method, _ path: String, host: String?, at address: String = "127.0.0.1",
    _ headers: HTTPFields = [:]
  ) async throws -> Answer {
    let channel = NIOAsyncTestingChannel()
    channel.localAddress = try SocketAddress(ipAddress: address, port: 8000)
    return try await send(method, path, headers, AsyncStream { $0.finish() }, host: host, channel)
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ stream: AsyncStream<ByteBuffer>,
    host: String? = "localhost", _ channel: any Channel = NIOAsyncTestingChannel()
  ) async throws -> Answer {
    let request = Request(
      head: HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: headers),
      body: RequestBody(asyncSequence: stream))
    let response = try await respond(request, channel)
    let collector = Collector()
    try await response.body.write(collector)
    let answer = Answer(status: response.status.code, headers: response.headers, body: collector.bytes)
    let faults = try OpenAPICheck.shared(server).faults(of: answer, to: method, path)
    #expect(faults.isEmpty, "\(method) \(path)")
    return answer
  }

  func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], body: Data = Data()
  ) async throws -> Answer {
    try await send(method, path, headers, pieces: body.isEmpty ? [] : [body])
  }

  func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> Answer { try await send(.get, path, headers) }

  /// Sends files as the fields of a form.
  func upload(
    _ path: String, _ files: [Data], field: String = "file", _ headers: HTTPFields = [:]
  ) async throws -> Answer {
    var headers = headers
    headers[.contentType] = "multipart/form-data; boundary=B"
    return try await send(.post, path, headers, body: Self.form(files, field: field))
  }

  /// Sends files to be read.
  func upload(_ files: [Data], field: String = "file", _ headers: HTTPFields = [:]) async throws -> Answer {
    try await upload("/predict", files, field: field, headers)
  }

  static func form(_ files: [Data], field: String = "file") -> Data {
    var body = Data()
    for file in files {
      body += Data("--B\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"x\"\r\n\r\n".utf8) + file
      body += Data("\r\n".utf8)
    }
    return body + Data("--B--\r\n".utf8)
  }
}

/// Gathers a response's body.
private final class Collector: ResponseBodyWriter, @unchecked Sendable {
  private(set) var bytes = Data()

  func write(_ buffer: ByteBuffer) async throws { bytes.append(contentsOf: buffer.readableBytesView) }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
