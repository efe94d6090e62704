import Hummingbird
import Logging
import NIOCore

/// What the server knows of a request beside the request itself.
struct ServerContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Names the request in answers, logs and the audit store.
  let requestID: String
  /// The client's address, for the rate limit of those without a key.
  let peer: String
  /// The connection that the request came on.
  let channel: any Channel
  /// When the request's head had come.
  let started = ContinuousClock.now
  /// Who asks.
  var principal = Principal.anonymous

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    requestID = RequestIDs.next()
    channel = source.channel
    peer = source.channel.remoteAddress?.ipAddress ?? "local"
  }
}
