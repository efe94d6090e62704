import Files
import Foundation
import HTTPTypes
import Hummingbird
import JWTKit
import Synchronization

/// Tells who asks, by an API key or a JSON Web Token.
final class Gatekeeper: Sendable {
  /// What a token must say.
  private struct Claims: JWTPayload {
    let sub: String?
    let exp: ExpirationClaim
    let nbf: NotBeforeClaim?
    /// Scopes, separated by blanks.
    let scope: String?

    func verify(using algorithm: some JWTAlgorithm) throws {
      try exp.verifyNotExpired()
      try nbf?.verifyNotBefore()
    }
  }

  private struct Credentials: Sendable {
    var keys: KeyFile?
    var tokens: JWTKeyCollection?
  }

  private let options: ServingOptions
  private let credentials = Mutex(Credentials())

  /// Reads keys and secrets.
  ///
  /// - Throws: ``ServingError``, `FileError`.
  init(_ options: ServingOptions) async throws {
    self.options = options
    try await reload()
  }

  /// Reads keys and secrets anew; the old ones stay where that fails.
  ///
  /// - Throws: ``ServingError``, `FileError`.
  func reload() async throws {
    let keys = try options.keys.map { try KeyFile(contentsOf: $0) }
    let tokens = try await tokenKeys()
    credentials.withLock { $0 = Credentials(keys: keys, tokens: tokens) }
  }

  /// Who sends a request.
  ///
  /// - Throws: ``APIError`` for a key that is not known, or none where one is needed.
  func principal(of request: Request, needs scope: Scope?) async throws -> Principal {
    guard options.needsKey else { return Principal(keyID: nil, scopes: [.predict, .admin]) }
    guard let scope else { return .anonymous }
    guard let secret = Self.secret(in: request.headers), let principal = await principal(secret) else {
      throw APIError.unauthorized
    }
    guard principal.may(scope) else { throw APIError.forbidden }
    return principal
  }

  private func principal(_ secret: String) async -> Principal? {
    let credentials = credentials.withLock { $0 }
    if let key = credentials.keys?.key(of: secret) { return Principal(keyID: key.id, scopes: Set(key.scopes)) }
    guard let tokens = credentials.tokens, secret.utf8.count <= 8192, secret.split(separator: ".").count == 3,
      let claims = try? await tokens.verify(secret, as: Claims.self)
    else { return nil }
    let scopes = (claims.scope ?? "").split(separator: " ").compactMap { Scope(rawValue: String($0)) }
    return Principal(keyID: "jwt:" + String((claims.sub ?? "").prefix(64)), scopes: Set(scopes))
  }

  private static func secret(in headers: HTTPFields) -> String? {
    if let key = headers[.apiKey] { return key }
    guard let header = headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
    return String(header.dropFirst(7)).trimmingCharacters(in: .whitespaces)
  }

  private func tokenKeys() async throws -> JWTKeyCollection? {
    guard options.tokenSecret != nil || options.tokenKeys != nil else { return nil }
    let collection = JWTKeyCollection()
    if let file = options.tokenSecret {
      let secret = try FileReading.bytes(of: file, limit: 64 << 10)
      let trimmed = String(decoding: secret, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      guard trimmed.utf8.count >= 32 else {
        throw ServingError.unusable(file: file.lastPathComponent, reason: "a secret needs at least 32 bytes")
      }
      await collection.add(hmac: HMACKey(from: trimmed), digestAlgorithm: .sha256)
    }
    if let file = options.tokenKeys {
      let text = String(decoding: try FileReading.bytes(of: file, limit: 1 << 20), as: UTF8.self)
      do {
        try await collection.add(jwksJSON: text)
      } catch {
        throw ServingError.unusable(file: file.lastPathComponent, reason: "it is no set of JSON Web Keys")
      }
    }
    return collection
  }
}
