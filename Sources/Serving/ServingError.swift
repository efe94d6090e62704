import Foundation
import NIOCore

/// What keeps the server from starting, or its keys from being read.
public enum ServingError: Error, Sendable, Equatable {
  /// An address that others can reach was asked for, with nothing to keep them out.
  case publicWithoutKey(host: String)
  /// A certificate without its key, or the reverse.
  case incompleteTLS
  /// A certificate, key or secret can't be used; the file and the reason.
  case unusable(file: String, reason: String)
  /// The file with API keys can't be understood; the reason.
  case malformedKeys(file: String, reason: String)
  /// There is no key with this id.
  case unknownKey(String)
  /// The address can't be listened at.
  case cannotListen(host: String, port: Int, reason: String)
  /// A name under which the server is to answer is none.
  case badHost(String)
  /// Files that were read are to be kept, but no readings.
  case uploadsWithoutAudit
  /// There is no folder with models.
  case noModels(folder: String)
}

extension ServingError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .publicWithoutKey(let host):
      "\(host) can be reached by others: make a key with `hilum keys add` and pass it with --keys, or say --insecure"
    case .incompleteTLS: "TLS needs both --tls-certificate and --tls-key"
    case .unusable(let file, let reason): "\(file) can't be used: \(reason)"
    case .malformedKeys(let file, let reason): "the keys in \(file) can't be read: \(reason)"
    case .unknownKey(let id): "there is no key '\(id)'"
    case .cannotListen(let host, let port, let reason): "can't listen at \(host):\(port): \(reason)"
    case .badHost(let text): "'\(text)' is no name of a host: --allowed-host takes one such as xray.example"
    case .uploadsWithoutAudit: "--audit-uploads needs --audit"
    case .noModels(let folder): "there is no folder \(folder) with models"
    }
  }
}

extension ServingError {
  /// Does `listen`, and says of the system's errors at which address it failed.
  ///
  /// - Throws: ``cannotListen(host:port:reason:)``; what else `listen` throws.
  static func naming(host: String, port: Int, _ listen: () async throws -> Void) async throws {
    do {
      try await listen()
    } catch let error as IOError {
      throw ServingError.cannotListen(host: host, port: port, reason: String(cString: strerror(error.errnoCode)))
    }
  }
}
