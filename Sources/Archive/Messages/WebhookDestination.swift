import AsyncHTTPClient
import Files
public import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// A web address that is told of readings: a POST of JSON with a signature (``WebhookSignature``).
///
/// Redirects are not followed, and of the answer only the status counts: 2xx is success.
public struct WebhookDestination: Destination {
  /// What it is called in the configuration.
  public let name: String
  private let url: URL
  private let secret: URL
  private let tls: TLSConfiguration
  private let timeout: Duration
  private let now: @Sendable () -> Date

  /// A message has at most so many bytes.
  private static let limit = 1 << 20
  /// So many bytes of an answer are read at most, for the connection's sake.
  private static let answerBytes = 16 << 10

  /// A web address.
  ///
  /// - Parameters:
  ///   - secret: A file of one line, the secret that signs; it is read for each message, so that it can be renewed.
  ///   - tls: Certificates; nil for the system's authorities and none of our own.
  ///   - allowsPlainHTTP: Whether HTTP without TLS is used to other machines than this one.
  ///   - timeout: How long a message may take.
  ///   - now: The time that messages are signed with.
  /// - Throws: ``WebhookError`` where the address or a file for TLS can't be used.
  public init(
    name: String, url: URL, secret: URL, tls: ClientTLS? = nil, allowsPlainHTTP: Bool = false,
    timeout: Duration = .seconds(30), now: @escaping @Sendable () -> Date = { Date() }
  ) throws(WebhookError) {
    try Self.check(url, allowsPlainHTTP: allowsPlainHTTP)
    self.name = name
    self.url = url
    self.secret = secret
    self.timeout = timeout
    self.now = now
    do {
      self.tls = try (tls ?? ClientTLS()).configuration()
    } catch {
      throw .unusableFile(tls?.certificate?.lastPathComponent ?? "for TLS")
    }
  }

  /// Posts an announcement, and returns once the other side has it.
  ///
  /// - Throws: ``DeliveryError``; permanent for what is no announcement, and for statuses that trying again does not change.
  public func send(_ result: OutgoingResult) async throws(DeliveryError) {
    guard result.kind == .webhook else {
      throw DeliveryError(
        reason: "a web address takes announcements only, no \(result.kind.rawValue)", isPermanent: true)
    }
    let body: Data
    do {
      body = try FileReading.bytes(of: result.file, limit: Self.limit)
    } catch {
      throw DeliveryError(reason: "\(error)", isPermanent: false)
    }
    do throws(WebhookError) {
      try await post(body)
    } catch {
      throw DeliveryError(reason: error.description, isPermanent: error.isPermanent)
    }
  }

  private func post(_ body: Data) async throws(WebhookError) {
    var request = HTTPClientRequest(url: url.absoluteString)
    request.method = .POST
    request.tlsConfiguration = tls
    request.headers = ["Content-Type": "application/json", "User-Agent": "hilum"]
    for (name, value) in WebhookSignature(body, secret: try key(), at: now()).headers {
      request.headers.add(name: name, value: value)
    }
    request.body = .bytes(ByteBuffer(bytes: body))
    let status: Int
    do {
      status = try await withTimeLimit(timeout) { [request] in
        let response = try await DICOMwebClient.http.execute(request, deadline: .distantFuture)
        // A connection whose answer was read to its end serves the next message; one that goes on and on is closed.
        _ = try? await response.body.collect(upTo: Self.answerBytes)
        return Int(response.status.code)
      }
    } catch {
      throw WebhookError(transport: error)
    }
    guard (200..<300).contains(status) else { throw .refused(status: status) }
  }

  /// The secret.
  private func key() throws(WebhookError) -> Data {
    guard let secret = SecretFile.line(of: secret) else { throw .unusableFile(secret.lastPathComponent) }
    return Data(secret.utf8)
  }

  private static func check(_ url: URL, allowsPlainHTTP: Bool) throws(WebhookError) {
    do {
      try HTTPAddress.check(url, allowsPlainHTTP: allowsPlainHTTP)
    } catch {
      switch error {
      case .invalid(let reason): throw .invalidURL(reason)
      case .plainHTTP(let host): throw .plainHTTP(host: host)
      }
    }
  }
}

extension WebhookError {
  /// What an error of the exchange comes to.
  fileprivate init(transport error: any Error) {
    switch error {
    case let error as WebhookError: self = error
    case let error as HTTPClientError where [.connectTimeout, .deadlineExceeded].contains(error): self = .timedOut
    case is TimeLimitExceeded: self = .timedOut
    case is CancellationError: self = .cancelled
    default: self = .unreachable(ConnectionFailure.reason(error))
    }
  }
}
