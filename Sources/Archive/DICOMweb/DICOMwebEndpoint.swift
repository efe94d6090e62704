import Files
public import Foundation

/// A DICOMweb server (PS3.18): where it is, and how this side proves itself to it.
public struct DICOMwebEndpoint: Sendable, Equatable {
  /// How a request proves whose it is.
  public enum Authorization: Sendable, Equatable {
    /// RFC 6750; the token.
    case bearer(String)
    /// A bearer token that a file holds, read for each request, so that it can be renewed.
    case bearerFile(URL)
    /// RFC 7617.
    case basic(user: String, password: String)
    /// A file with `USER:PASSWORD`, read for each request.
    case basicFile(URL)
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
    guard let parts = URLComponents(url: url, resolvingAgainstBaseURL: true), let host = parts.host, !host.isEmpty
    else {
      throw .invalidURL("it names no host")
    }
    guard parts.user == nil, parts.password == nil else { throw .invalidURL("user and password don't belong in it") }
    guard parts.query == nil, parts.fragment == nil else { throw .invalidURL("it has a query or a fragment") }
    switch parts.scheme?.lowercased() {
    case "https": break
    case "http": guard allowsPlainHTTP || Self.isLoopback(host) else { throw .plainHTTP(host: host) }
    default: throw .invalidURL("it is neither https nor http")
    }
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
    case .bearer(let token): "Bearer \(try Self.checked(token, from: "bearer token"))"
    case .bearerFile(let file): "Bearer \(try Self.secret(in: file))"
    case .basic(let user, let password): Self.basic("\(user):\(password)")
    case .basicFile(let file): Self.basic(try Self.secret(in: file))
    }
  }

  private static func basic(_ pair: String) -> String { "Basic \(Data(pair.utf8).base64EncodedString())" }

  private static func secret(in file: URL) throws(DICOMwebError) -> String {
    guard let text = try? FileReading.bytes(of: file, limit: 64 << 10) else {
      throw .unusableFile(file.lastPathComponent)
    }
    return try checked(
      String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines),
      from: file.lastPathComponent)
  }

  private static func checked(_ secret: String, from name: String) throws(DICOMwebError) -> String {
    guard !secret.isEmpty, secret.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw .unusableFile(name) }
    return secret
  }

  /// Whether a host is this machine, by a name or an address that can't be another's.
  static func isLoopback(_ host: String) -> Bool {
    let host = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    if host == "localhost" || host == "::1" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}
