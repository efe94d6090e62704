import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Keeps a connection's place in the table, and closes one whose next head is not there in time.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let table: ConnectionTable
  private let timeLimit: TimeAmount
  private var deadline: Scheduled<Void>?
  /// Requests whose answers have not ended.
  private var unanswered = 0
  private var isReading = false
  private var isLast = false

  init(_ table: ConnectionTable, _ limits: ServingLimits) {
    self.table = table
    timeLimit = TimeAmount(limits.headerTime)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    if table.open(channel) {
      channel.closeFuture.whenComplete { [table] _ in table.remove(channel) }
      awaitHead(context)
    } else {
      // Not before the pipeline is whole.
      context.eventLoop.execute { channel.close(promise: nil) }
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      deadline?.cancel()
      deadline = nil
      unanswered += 1
      isReading = true
      isLast = table.isSpare(context.channel)
      table.set(.receiving, of: context.channel)
    case .body: break
    case .end:
      isReading = false
      // What was refused before its body had come has had its answer.
      table.set(unanswered > 0 ? .answering : .idle, of: context.channel)
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // Bytes came that are no whole head yet.
    if unanswered == 0, !isReading, deadline == nil { awaitHead(context) }
    context.fireChannelReadComplete()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event { table.noteLeaving(context.channel) }
    context.fireUserInboundEventTriggered(event)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var response) where isLast && response.status.kind != .informational:
      response.headerFields[.connection] = "close"
      context.write(wrapOutboundOut(.head(response)), promise: promise)
    case .end:
      // What is no request has no head, but is answered.
      unanswered = max(0, unanswered - 1)
      if unanswered == 0, !isReading { table.set(.idle, of: context.channel) }
      let written = promise ?? context.eventLoop.makePromise()
      if isLast {
        let channel = context.channel
        written.futureResult.whenComplete { _ in channel.close(promise: nil) }
      }
      context.write(data, promise: written)
    case .head, .body: context.write(data, promise: promise)
    }
  }

  private func awaitHead(_ context: ChannelHandlerContext) {
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: timeLimit) { channel.close(promise: nil) }
  }
}
