public import Foundation

/// A DICOMweb server (PS3.18): where it is, and how this side proves itself to it.
public struct DICOMwebEndpoint: Sendable, Equatable {
  /// How a request proves whose it is.
  ///
  /// What is secret stands in a file of one line, read for each request so that it can be renewed.
  public enum Authorization: Sendable, Equatable {
    /// RFC 6750; a file with the token.
    case bearer(URL)
    /// RFC 7617; a file with `USER:PASSWORD`.
    case basic(URL)
  }

  /// The address of the service, such as `https://pacs.example/dicom-web`.
  public var url: URL
  /// How requests prove whose they are; nil where nothing is asked.
  public var authorization: Authorization?
  /// Certificates; nil for the system's authorities and none of our own.
  public var tls: ClientTLS?
  /// Whether plain HTTP is used to other machines than this one.
  public var allowsPlainHTTP: Bool

  /// A server.
  public init(url: URL, authorization: Authorization? = nil, tls: ClientTLS? = nil, allowsPlainHTTP: Bool = false) {
    self.url = url
    self.authorization = authorization
    self.tls = tls
    self.allowsPlainHTTP = allowsPlainHTTP
  }

  /// The address without a slash at its end.
  ///
  /// - Throws: ``DICOMwebError/invalidURL(_:)``, ``DICOMwebError/plainHTTP(host:)``.
  func base() throws(DICOMwebError) -> String {
    do {
      try HTTPAddress.check(url, allowsPlainHTTP: allowsPlainHTTP)
    } catch {
      switch error {
      case .invalid(let reason): throw .invalidURL(reason)
      case .plainHTTP(let host): throw .plainHTTP(host: host)
      }
    }
    guard url.query == nil, url.fragment == nil else { throw .invalidURL("it has a query or a fragment") }
    var base = url.absoluteString
    while base.hasSuffix("/") { base.removeLast() }
    return base
  }

  /// The Authorization header; nil where nothing is asked.
  ///
  /// - Throws: ``DICOMwebError/unusableFile(_:)`` where the file is missing or holds anything but one line.
  func authorizationHeader() throws(DICOMwebError) -> String? {
    switch authorization {
    case nil: nil
    case .bearer(let file): "Bearer \(try Self.secret(in: file))"
    case .basic(let file): "Basic \(Data(try Self.secret(in: file).utf8).base64EncodedString())"
    }
  }

  private static func secret(in file: URL) throws(DICOMwebError) -> String {
    guard let secret = SecretFile.line(of: file) else { throw .unusableFile(file.lastPathComponent) }
    return secret
  }
}
