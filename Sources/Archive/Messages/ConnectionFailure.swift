import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

/// What is told of a connection that could not be made or kept, without what libraries say of themselves.
enum ConnectionFailure {
  /// The reason in a few words.
  static func reason(_ error: any Error) -> String {
    switch error {
    case let error as HTTPClientError: error.shortDescription
    case is NIOConnectionError: "nobody answers there"
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: "no TLS that both sides trust"
    case let error as IOError: String(error.description.prefix(100))
    default: String("\(type(of: error))".prefix(100))
    }
  }
}
