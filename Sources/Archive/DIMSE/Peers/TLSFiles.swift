public import FoundationEssentials

/// The PEM files with which one end of a TLS connection shows who it is and knows the other.
public struct TLSFiles: Sendable, Equatable, Codable {
  /// The certificate with its chain.
  public var certificate: URL
  /// The certificate's private key, without passphrase.
  public var key: URL
  /// Whom to trust.
  ///
  /// A node that has them asks for its peers' certificates; a requester without takes the system's.
  public var authorities: URL?

  /// The paths of three PEM files.
  public init(certificate: URL, key: URL, authorities: URL? = nil) {
    self.certificate = certificate
    self.key = key
    self.authorities = authorities
  }
}
