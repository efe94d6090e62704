import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose client goes on sending a body that nobody waits for: after its request was refused, the rest
/// is thrown away, but not for ever.
final class RequestGuard: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  private let byteLimit: Int
  private let timeLimit: TimeAmount
  private var bytes = 0
  private var deadline = NIODeadline.distantFuture

  init(_ limits: ServingLimits) {
    byteLimit = limits.bodyBytes + (16 << 20)
    timeLimit = TimeAmount(limits.bodyTime * 2)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      bytes = 0
      deadline = .now() + timeLimit
    case .body(let piece):
      bytes += piece.readableBytes
      if bytes > byteLimit || NIODeadline.now() > deadline { return context.close(promise: nil) }
    case .end:
      deadline = .distantFuture
    }
    context.fireChannelRead(data)
  }
}
