import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// A client of a DICOMweb server (PS3.18): stores (STOW-RS), searches (QIDO-RS) and retrieves (WADO-RS).
///
/// Redirects are not followed, answers are not compressed, and each has a limit of bytes and of time. A client has no
/// state: connections belong to the process and are kept for the next request.
public struct DICOMwebClient: Sendable {
  /// Where the server is.
  public let endpoint: DICOMwebEndpoint
  /// What is taken of its answers.
  public let limits: DICOMwebLimits
  private let base: String
  private let tls: TLSConfiguration

  /// A client of a server.
  ///
  /// - Throws: ``DICOMwebError`` where the address or a file for TLS can't be used.
  public init(_ endpoint: DICOMwebEndpoint, limits: DICOMwebLimits = DICOMwebLimits()) throws(DICOMwebError) {
    self.endpoint = endpoint
    self.limits = limits
    base = try endpoint.base()
    tls = try (endpoint.tls ?? ClientTLS()).configuration()
  }

  /// One for the process, as connections are shared.
  static let http: HTTPClient = {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)), decompression: .disabled)
    configuration.httpVersion = .http1Only
    // A server that is not there is told at once: trying again is the caller's to decide.
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  // MARK: - Requests

  /// A request for a path below the server's address.
  ///
  /// - Parameters:
  ///   - path: Its parts, which need no escapes.
  ///   - query: Names and values, as they are.
  func request(
    _ method: HTTPMethod, _ path: [String], query: [(String, String)] = [], accept: String
  ) throws(DICOMwebError) -> HTTPClientRequest {
    let parameters = query.map { "\($0.escaped)=\($1.escaped)" }.joined(separator: "&")
    let address = ([base] + path).joined(separator: "/") + (parameters.isEmpty ? "" : "?\(parameters)")
    var request = HTTPClientRequest(url: address)
    request.method = method
    request.tlsConfiguration = tls
    request.headers = ["Accept": accept, "User-Agent": "hilum"]
    if let authorization = try endpoint.authorizationHeader() {
      request.headers.add(name: "Authorization", value: authorization)
    }
    return request
  }

  /// Sends a request and reads its answer.
  ///
  /// - Throws: ``DICOMwebError``; also for redirects, which are not shown to `read`.
  func exchange<Answer: Sendable>(
    _ request: HTTPClientRequest, _ read: @escaping @Sendable (HTTPClientResponse) async throws -> Answer
  ) async throws(DICOMwebError) -> Answer {
    do {
      return try await withTimeLimit(limits.time) {
        let response = try await Self.http.execute(request, deadline: .distantFuture)
        guard !(300..<400).contains(response.status.code) else { throw DICOMwebError.redirected }
        return try await read(response)
      }
    } catch {
      throw DICOMwebError(transport: error)
    }
  }

  /// The whole of an answer.
  ///
  /// - Throws: ``DICOMwebError/tooLarge(_:limit:)``, and what the connection throws.
  static func bytes(of response: HTTPClientResponse, limit: Int) async throws -> Data {
    do {
      return Data(try await response.body.collect(upTo: limit).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw DICOMwebError.tooLarge(.bytes, limit: limit)
    }
  }
}

extension DICOMwebError {
  /// What an error of the exchange comes to.
  fileprivate init(transport error: any Error) {
    switch error {
    case let error as DICOMwebError: self = error
    case let error as HTTPClientError where [.connectTimeout, .deadlineExceeded].contains(error): self = .timedOut
    case is TimeLimitExceeded: self = .timedOut
    case is CancellationError: self = .cancelled
    default: self = .unreachable(ConnectionFailure.reason(error))
    }
  }
}

extension String {
  /// For a query: everything but letters, digits and `-._~` escaped (RFC 3986, section 2.3).
  fileprivate var escaped: String {
    utf8.map { byte in
      let isUnreserved =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
      if isUnreserved { return String(UnicodeScalar(byte)) }
      return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
