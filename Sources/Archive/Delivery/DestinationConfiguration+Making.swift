import Foundation

extension DestinationConfiguration {
  /// How long one sending may take.
  private static let timeout = Duration.seconds(60)

  /// The destination.
  ///
  /// - Parameter callingAE: the AE title by which the other side knows this node.
  /// - Throws: ``ConfigurationError/unusableDestination(name:reason:)`` where an address or a file can't be used.
  func destination(callingAE: String) throws(ConfigurationError) -> any Destination {
    switch kind {
    case .dimse(let peer, let tls):
      return DIMSEDestination(
        name: name, DIMSERequester(peer, callingAE: callingAE, tls: tls, timeout: Self.timeout))
    case .dicomweb(let url, let access):
      do {
        return try STOWDestination(name: name, access.endpoint(at: url), timeout: Self.timeout)
      } catch {
        throw .unusableDestination(name: name, reason: "\(error)")
      }
    case .folder(let folder):
      return FolderDestination(name: name, folder: folder)
    case .mllp, .webhook:
      throw .unusableDestination(name: name, reason: "it is not supported")
    }
  }
}

extension DestinationConfiguration.WebAccess {
  fileprivate func endpoint(at url: URL) -> DICOMwebEndpoint {
    var endpoint = DICOMwebEndpoint(url: url, allowsPlainHTTP: isPlainAllowed)
    if let bearer { endpoint.authorization = .bearer(bearer) }
    if let basic { endpoint.authorization = .basic(basic) }
    if certificate != nil || key != nil || authorities != nil {
      endpoint.tls = ClientTLS(certificate: certificate, key: key, authorities: authorities)
    }
    return endpoint
  }
}
