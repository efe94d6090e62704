import Foundation
import NIOCore
import NIOSSL
import Synchronization

/// The certificate that connections are encrypted with; a new one takes effect with the next connection.
final class Certificates: Sendable {
  private struct Pair: Sendable {
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource
  }

  private let certificate: URL
  private let key: URL
  private let pair: Mutex<Pair>

  /// Reads a certificate chain and its key, both PEM.
  ///
  /// - Throws: ``ServingError/unusable(file:reason:)``.
  init(certificate: URL, key: URL) throws {
    self.certificate = certificate
    self.key = key
    pair = Mutex(try Self.read(certificate, key))
  }

  /// Reads both files anew; the old ones stay where that fails.
  ///
  /// - Throws: ``ServingError/unusable(file:reason:)``.
  func reload() throws {
    let new = try Self.read(certificate, key)
    pair.withLock { $0 = new }
  }

  /// The configuration for the server: TLS 1.2 or later.
  var configuration: TLSConfiguration {
    let now = pair.withLock { $0 }
    var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: now.chain, privateKey: now.key)
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    configuration.sslContextCallback = { [self] _, promise in
      let now = pair.withLock { $0 }
      var override = NIOSSLContextConfigurationOverride()
      override.certificateChain = now.chain
      override.privateKey = now.key
      promise.succeed(override)
    }
    return configuration
  }

  private static func read(_ certificate: URL, _ key: URL) throws -> Pair {
    let chain: [NIOSSLCertificate]
    do {
      chain = try NIOSSLCertificate.fromPEMFile(certificate.path)
    } catch {
      throw ServingError.unusable(file: certificate.lastPathComponent, reason: "it is no certificate in PEM")
    }
    do {
      let key = try NIOSSLPrivateKey(file: key.path, format: .pem)
      // Sees that both belong together before anyone connects.
      _ = try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
      return Pair(chain: chain.map { .certificate($0) }, key: .privateKey(key))
    } catch {
      throw ServingError.unusable(file: key.lastPathComponent, reason: "it is not the certificate's private key in PEM")
    }
  }
}
