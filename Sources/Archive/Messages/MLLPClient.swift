public import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// Sends HL7 v2 messages over MLLP (Minimal Lower Layer Protocol, release 1), a connection for each, and waits for their
/// acknowledgements.
public struct MLLPClient: Sendable {
  /// The other side's host.
  public let host: String
  /// Its port.
  public let port: Int
  /// How long a message may take, from the connection to its acknowledgement.
  public let timeout: Duration
  private let answerBytes: Int
  private let tls: NIOSSLContext?

  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  /// A client of an interface engine.
  ///
  /// - Parameters:
  ///   - tls: Certificates, where the connection is to be encrypted.
  ///   - answerBytes: Bytes of an acknowledgement at most.
  /// - Throws: ``MLLPError/unusableFile(_:)``.
  public init(
    host: String, port: Int, tls: ClientTLS? = nil, timeout: Duration = .seconds(30), answerBytes: Int = 64 << 10
  ) throws(MLLPError) {
    self.host = host
    self.port = port
    self.timeout = timeout
    self.answerBytes = answerBytes
    self.tls = try tls.map { (tls) throws(MLLPError) in try Self.context(tls) }
  }

  /// Sends a message, and returns once the other side has it.
  ///
  /// - Parameter message: Its segments, each ended by a carriage return, without a frame.
  /// - Throws: ``MLLPError``.
  public func send(_ message: Data) async throws(MLLPError) {
    guard let controlID = Acknowledgement.controlID(of: message) else { throw .noMessage }
    let answer: Acknowledgement
    do {
      answer = try await withTimeLimit(timeout) { try await exchange(message) }
    } catch {
      throw MLLPError(transport: error)
    }
    guard answer.controlID == controlID else { throw .otherMessage }
    switch answer.code {
    case .accepted: return
    case .failed: throw .failed(error: answer.error)
    case .rejected: throw .rejected(error: answer.error)
    }
  }

  // MARK: - The connection

  private func exchange(_ message: Data) async throws -> Acknowledgement {
    let connection = try await connect()
    return try await connection.executeThenClose { inbound, outbound in
      try await outbound.write(MLLPFrameDecoder.frame(message))
      for try await answer in inbound { return try Acknowledgement(answer.readableBytesView) }
      throw MLLPError.closed
    }
  }

  private func connect() async throws -> Connection {
    let (tls, host, limit) = (tls, host, answerBytes)
    let seconds = max(1, Int64(min(timeout, .seconds(10)) / .seconds(1)))
    return try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connectTimeout(.seconds(seconds))
      .connect(host: host, port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            // A name that is an address is checked against the address itself.
            let name = (try? SocketAddress(ipAddress: host, port: 0)) == nil ? host : nil
            try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
          }
          try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(MLLPFrameDecoder(limit: limit)))
          return try Connection(wrappingChannelSynchronously: channel)
        }
      }
  }

  private static func context(_ tls: ClientTLS) throws(MLLPError) -> NIOSSLContext {
    do {
      return try NIOSSLContext(configuration: tls.configuration())
    } catch let error as DICOMwebError {
      if case .unusableFile(let name) = error { throw .unusableFile(name) }
      throw .unusableFile(tls.certificate?.lastPathComponent ?? "")
    } catch {
      throw .unusableFile(tls.certificate?.lastPathComponent ?? "")
    }
  }
}

extension MLLPError {
  /// What an error of the exchange comes to.
  fileprivate init(transport error: any Error) {
    switch error {
    case let error as MLLPError: self = error
    case is TimeLimitExceeded: self = .timedOut
    case is CancellationError: self = .cancelled
    case ChannelError.connectTimeout: self = .timedOut
    default: self = .unreachable(ConnectionFailure.reason(error))
    }
  }
}
