package import Foundation
package import NIOCore
import NIOPosix
package import NIOSSL

/// An HTTP server on the loopback interface that answers with the bytes it is told, piece by piece.
package final class StubServer: Sendable {
  /// What a client asked.
  package struct Request: Sendable {
    package var method = ""
    package var target = ""
    /// Under their names in lower case.
    package var headers: [String: String] = [:]
    package var body: [UInt8] = []

    package init() {}
  }

  /// Bytes of an answer, head and all, and the pause before each piece but the first.
  package struct Answer: Sendable {
    package var pieces: [[UInt8]]
    package var pause: TimeAmount = .zero

    package init(_ status: String, _ headers: [String: String] = [:], _ body: [UInt8] = []) {
      let fields = headers.merging(["Content-Length": "\(body.count)"]) { given, _ in given }
      pieces = [Self.head(status, fields) + body]
    }

    package init(_ status: String, _ headers: [String: String] = [:], text: String) {
      self.init(status, headers, Array(text.utf8))
    }

    /// A body in chunks, each of which the client sees as a piece of its own.
    package init(_ headers: [String: String], chunks: [[UInt8]], pause: TimeAmount = .zero) {
      self.pause = pause
      let bodies = chunks.filter { !$0.isEmpty }.map { chunk in
        Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
      }
      let head = Self.head("200 OK", headers.merging(["Transfer-Encoding": "chunked"]) { given, _ in given })
      pieces = [head] + bodies + [Array("0\r\n\r\n".utf8)]
    }

    private static func head(_ status: String, _ headers: [String: String]) -> [UInt8] {
      let lines = ["HTTP/1.1 \(status)"] + headers.sorted { $0.key < $1.key }.map { "\($0): \($1)" }
      return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }
  }

  /// The address, without a slash at its end.
  package let url: URL
  private let channel: any Channel

  private init(_ channel: any Channel, url: URL) {
    self.channel = channel
    self.url = url
  }

  /// Runs `body` with a server that answers each request with what `answer` makes of it, and ends the server.
  ///
  /// - Parameter tls: What it shows of itself and asks of clients; nil for plain HTTP.
  package static func serving<Outcome>(
    tls: TLSConfiguration? = nil, _ answer: @escaping @Sendable (Request) -> Answer,
    _ body: (StubServer) async throws -> Outcome
  ) async throws -> Outcome {
    let context = try tls.map { try NIOSSLContext(configuration: $0) }
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) }
          try channel.pipeline.syncOperations.addHandler(Handler(answer))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return try await channel.closing {
      var parts = URLComponents()
      (parts.scheme, parts.host, parts.port) = (tls == nil ? "http" : "https", "127.0.0.1", channel.localAddress?.port)
      guard let url = parts.url else { throw URLError(.badURL) }
      return try await body(StubServer(channel, url: url))
    }
  }
}

/// Gathers a request and sends its answer.
private final class Handler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let answer: @Sendable (StubServer.Request) -> StubServer.Answer
  private var received: [UInt8] = []

  init(_ answer: @escaping @Sendable (StubServer.Request) -> StubServer.Answer) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += Array(unwrapInboundIn(data).readableBytesView)
    guard let request = StubServer.Request(received) else { return }
    received = []
    let answer = answer(request)
    send(answer.pieces[...], pause: answer.pause, context.channel)
  }

  private func send(_ pieces: ArraySlice<[UInt8]>, pause: TimeAmount, _ channel: any Channel) {
    guard let piece = pieces.first else { return }
    channel.writeAndFlush(ByteBuffer(bytes: piece), promise: nil)
    let rest = pieces.dropFirst()
    if pause == .zero { return send(rest, pause: pause, channel) }
    channel.eventLoop.assumeIsolated().scheduleTask(in: pause) { self.send(rest, pause: pause, channel) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

extension StubServer.Request {
  /// A request, once all of it has come.
  fileprivate init?(_ bytes: [UInt8]) {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ").map(String.init) ?? []
    guard words.count == 3 else { return nil }
    (method, target) = (words[0], words[1])
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    body = Array(bytes[end.upperBound...])
    if let length = headers["content-length"].flatMap({ Int($0) }), body.count < length { return nil }
  }
}
