import HTTPTesting
import NIOCore
import NIOPosix
import Testing

/// An interface engine on the loopback interface that answers each frame with the bytes it is told, piece by piece.
final class MLLPStub: Sendable {
  /// What is answered to a frame that came, with its frame bytes; nil closes the connection.
  typealias Answer = @Sendable (_ frame: [UInt8]) -> [[UInt8]]?

  let port: Int
  private let channel: any Channel

  private init(_ channel: any Channel) throws {
    self.channel = channel
    port = try #require(channel.localAddress?.port)
  }

  /// Runs `body` with an engine, and ends the engine.
  static func serving<Outcome>(
    _ answer: @escaping Answer, _ body: (MLLPStub) async throws -> Outcome
  ) async throws -> Outcome {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Engine(answer)) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return try await channel.closing { try await body(MLLPStub(channel)) }
  }

  /// An acknowledgement in its frame.
  static func acknowledgement(_ code: String, of controlID: String, _ text: String = "") -> [UInt8] {
    let message = "MSH|^~\\&|ENGINE||HILUM||20261128||ACK^R01|1|P|2.5.1\rMSA|\(code)|\(controlID)|\(text)\r"
    return [0x0B] + Array(message.utf8) + [0x1C, 0x0D]
  }
}

private final class Engine: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let answer: MLLPStub.Answer
  private var received: [UInt8] = []

  init(_ answer: @escaping MLLPStub.Answer) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += Array(unwrapInboundIn(data).readableBytesView)
    guard received.suffix(2) == [0x1C, 0x0D] else { return }
    guard let pieces = answer(received) else { return context.close(promise: nil) }
    received = []
    for piece in pieces { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: piece)), promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
