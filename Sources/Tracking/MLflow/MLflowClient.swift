import AsyncHTTPClient
import Files
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Sends requests to an MLflow server, and again where that may help.
///
/// Redirects are not followed, so that what proves this side goes to no other host.
struct MLflowClient: Sendable {
  /// Bytes of an answer that are taken, at most.
  private static let answerLimit = 1 << 20
  /// Time for an answer, and for each MiB that is sent.
  private static let time = (answer: Int64(30), each: Int64(2))
  let server: MLflowServer
  let patience: Patience
  /// Is told why a request is made again.
  let waiting: @Sendable (TrackingError) -> Void

  /// One for the process, as connections are shared.
  private static let http: HTTPClient = {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10), read: .seconds(time.answer)),
      decompression: .disabled)
    configuration.httpVersion = .http1Only
    // Trying again is for those who wait.
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// Sends a request and reads the answer.
  ///
  /// - Returns: The answer; nil where it is no JSON, as for files.
  /// - Throws: ``TrackingError``.
  @discardableResult
  func send(_ request: MLflowRequest) async throws(TrackingError) -> MLflowAnswer? {
    try await patience.trying(waiting: waiting) { () async throws(TrackingError) in try await exchange(request) }
  }

  private func exchange(_ request: MLflowRequest) async throws(TrackingError) -> MLflowAnswer? {
    let (message, byteCount) = try message(request)
    let status: Int
    let bytes: Data
    do {
      let seconds = Self.time.answer + Self.time.each * Int64(byteCount >> 20)
      let response = try await Self.http.execute(message, timeout: .seconds(seconds))
      status = Int(response.status.code)
      bytes = Data(try await response.body.collect(upTo: Self.answerLimit).readableBytesView)
    } catch {
      throw TrackingError(transport: error)
    }
    let answer = try? JSONDecoder().decode(MLflowAnswer.self, from: bytes)
    guard (200..<300).contains(status) else {
      // A code is one word in capitals; anything else is no business of a log.
      let code = answer?.errorCode.flatMap { $0.wholeMatch(of: /[A-Z_]{1,60}/) == nil ? nil : $0 }
      throw .refused(status: status, code: code)
    }
    return answer
  }

  private func message(_ request: MLflowRequest) throws(TrackingError) -> (HTTPClientRequest, byteCount: Int) {
    var message = HTTPClientRequest(url: server.address + request.target)
    message.method = HTTPMethod(rawValue: request.method.rawValue)
    message.headers = ["User-Agent": "hilum", "Accept": "application/json"]
    if let authorization = server.authorization { message.headers.add(name: "Authorization", value: authorization) }
    if let authorities = server.authorities {
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .certificates(authorities)
      message.tlsConfiguration = tls
    }
    let bytes: Data
    switch request.body {
    case .none: return (message, 0)
    case .json(let json):
      message.headers.add(name: "Content-Type", value: "application/json")
      bytes = json
    case .bytes(let given):
      message.headers.add(name: "Content-Type", value: "application/octet-stream")
      bytes = given
    case .file(let url):
      message.headers.add(name: "Content-Type", value: "application/octet-stream")
      do { bytes = try FileReading.mapped(url) } catch { throw .localFile("\(error)") }
    }
    message.body = .bytes(bytes)
    return (message, bytes.count)
  }
}

extension TrackingError {
  /// What an error of the exchange comes to.
  fileprivate init(transport error: any Error) {
    switch error {
    case let error as HTTPClientError where [.connectTimeout, .deadlineExceeded, .readTimeout].contains(error):
      self = .timedOut
    case is CancellationError: self = .timedOut
    case let error as HTTPClientError: self = .unreachable(error.shortDescription)
    case is NIOTooManyBytesError: self = .malformedAnswer
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = .unreachable("no TLS that both sides trust")
    case is NIOConnectionError: self = .unreachable("nobody answers there")
    case let error as IOError where error.errnoCode == ECONNREFUSED: self = .unreachable("nobody answers there")
    default: self = .unreachable("the connection broke")
    }
  }
}
