import HummingbirdCore
import NIOCore

extension HTTPServerBuilder {
  /// HTTP/1.1 within limits, on connections that a table shares out.
  static func limited(_ limits: ServingLimits, _ connections: ConnectionTable) -> HTTPServerBuilder {
    .http1(
      configuration: .init(
        additionalChannelHandlers: [
          ConnectionHandler(connections, limits), RequestGuard(limits), ContinueHandler(limits),
        ],
        idleTimeout: TimeAmount(limits.idleTime),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
          maxHeaderFieldCount: limits.headerFields)))
  }
}
