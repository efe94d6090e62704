import Foundation

extension DestinationConfiguration {
  /// How long one sending may take.
  private static let timeout = Duration.seconds(60)

  /// The destination.
  ///
  /// - Parameter callingAE: the AE title by which the other side knows this node.
  /// - Throws: ``ConfigurationError/unusableDestination(name:reason:)`` where an address or a file can't be used.
  func destination(callingAE: String) throws(ConfigurationError) -> any Destination {
    do {
      switch kind {
      case .dimse(let peer, let tls):
        return DIMSEDestination(
          name: name, DIMSERequester(peer, callingAE: callingAE, tls: tls, timeout: Self.timeout))
      case .dicomweb(let endpoint):
        return try STOWDestination(name: name, endpoint, timeout: Self.timeout)
      case .mllp(let host, let port, let tls):
        return MLLPDestination(name: name, try MLLPClient(host: host, port: port, tls: tls, timeout: Self.timeout))
      case .webhook(let url, let secret, let tls, let allowsPlainHTTP):
        return try WebhookDestination(
          name: name, url: url, secret: secret, tls: tls, allowsPlainHTTP: allowsPlainHTTP, timeout: Self.timeout)
      case .folder(let folder):
        return FolderDestination(name: name, folder: folder)
      }
    } catch {
      throw .unusableDestination(name: name, reason: "\(error)")
    }
  }
}
