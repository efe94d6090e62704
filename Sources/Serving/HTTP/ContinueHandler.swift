import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Tells a client that asks before it sends a body (`Expect: 100-continue`) to go on (RFC 9110, section 10.1.1).
///
/// curl asks before every body of more than a megabyte, and waits for a second where it gets no answer. A body that is declared
/// to be too large is not asked for; its refusal comes instead. A request behind others on the connection is told once those
/// are answered.
final class ContinueHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let byteLimit: Int
  /// Requests whose answers have not ended.
  private var unanswered = 0
  private var isOwed = false

  init(_ limits: ServingLimits) { byteLimit = limits.bodyBytes }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let request):
      isOwed = asks(request)
      unanswered += 1
      tell(context)
    case .body, .end:
      // The body comes unasked: there is nothing to tell any more.
      isOwed = false
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    context.write(data, promise: promise)
    if case .end = unwrapOutboundIn(data) {
      unanswered -= 1
      tell(context)
    }
  }

  private func asks(_ request: HTTPRequest) -> Bool {
    guard request.headerFields[.expect]?.lowercased() == "100-continue" else { return false }
    return request.headerFields[.contentLength].flatMap { Int($0) }.map { $0 <= byteLimit } ?? true
  }

  private func tell(_ context: ChannelHandlerContext) {
    guard isOwed, unanswered == 1 else { return }
    isOwed = false
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
  }
}
