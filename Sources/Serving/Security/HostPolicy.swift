import HTTPTypes
import Hummingbird
import NIOCore

/// Under which names the server answers, so that a name of someone else's that leads to this machine opens nothing.
///
/// A page of `attacker.example` may have its own name point to this machine (DNS rebinding); a browser then takes the
/// server for a part of that page, and only `Host` tells. An IP address can't be pointed elsewhere: the one that a connection
/// arrived at is always answered.
struct HostPolicy: Sendable {
  private let names: Set<String>

  /// Answers under the names of the loopback, the address that is listened at, and those that are allowed.
  ///
  /// - Throws: ``ServingError/badHost(_:)``.
  init(listeningAt host: String, allowed: [String] = []) throws {
    names = try allowed.reduce(into: Self.loopback.union([HostName.canonical(host)])) { names, text in
      guard let host = HostName(text) else { throw ServingError.badHost(text) }
      names.insert(host.name)
    }
  }

  /// Answers under the names of the loopback alone.
  init() { names = Self.loopback }

  private static let loopback: Set<String> = ["localhost", "127.0.0.1", "::1"]

  /// Refuses a request that names no host, several, or one that is not this server's.
  ///
  /// - Parameter local: The server's end of the connection.
  /// - Throws: ``APIError``.
  func check(_ request: Request, local: SocketAddress?) throws {
    // The first `Host` is the authority; any other is still among the headers.
    guard let authority = request.head.authority, let host = HostName(authority),
      !request.headers.contains(where: { $0.name.canonicalName == "host" })
    else { throw APIError.badHost }
    guard names.contains(host.name) || host.name == HostName.text(of: local) else { throw APIError.foreignHost }
  }
}
