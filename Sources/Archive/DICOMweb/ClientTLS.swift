public import Foundation
import NIOSSL

/// Files in PEM with which a client knows a server, and is known to it.
public struct ClientTLS: Sendable, Equatable, Codable {
  /// Our certificate, with those between it and its authority; nil for none.
  public var certificate: URL?
  /// Its private key.
  public var key: URL?
  /// Authorities to trust in place of the system's.
  public var authorities: URL?

  /// Certificates of your own.
  public init(certificate: URL? = nil, key: URL? = nil, authorities: URL? = nil) {
    self.certificate = certificate
    self.key = key
    self.authorities = authorities
  }

  /// What connections are made with: TLS 1.2 or later, the server's certificate and name checked.
  ///
  /// - Throws: ``DICOMwebError/unusableFile(_:)``.
  func configuration() throws(DICOMwebError) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    if let authorities {
      configuration.trustRoots = .certificates(try Self.certificates(in: authorities))
    }
    if let certificate {
      guard let key else { throw .unusableFile(certificate.lastPathComponent) }
      configuration.certificateChain = try Self.certificates(in: certificate).map { .certificate($0) }
      guard let key = try? NIOSSLPrivateKey(file: key.path, format: .pem) else {
        throw .unusableFile(key.lastPathComponent)
      }
      configuration.privateKey = .privateKey(key)
    }
    return configuration
  }

  private static func certificates(in file: URL) throws(DICOMwebError) -> [NIOSSLCertificate] {
    guard let found = try? NIOSSLCertificate.fromPEMFile(file.path), !found.isEmpty else {
      throw .unusableFile(file.lastPathComponent)
    }
    return found
  }
}
