import Crypto
import Files
public import Foundation

/// The file with the hashes of API keys; the keys themselves are shown once, when they are made.
///
/// A key has 160 random bits, so that its plain SHA-256 can't be turned round.
public struct KeyFile: Sendable, Equatable {
  /// A key without its secret.
  public struct Key: Sendable, Equatable, Codable {
    /// Names the key in lists, logs and the audit store.
    public let id: String
    /// Whom it belongs to.
    public let name: String
    /// What it allows.
    public let scopes: [Scope]
    /// When it was made, in ISO 8601.
    public let created: String
    /// The SHA-256 of the secret, in hexadecimal digits.
    let sha256: String
  }

  private struct Content: Codable { var keys: [Key] }

  /// The keys.
  public private(set) var keys: [Key]
  private let url: URL

  /// Reads a file; one that is not there yet has no keys.
  ///
  /// - Throws: ``ServingError/malformedKeys(file:reason:)``, `FileError`.
  public init(contentsOf url: URL, mayBeMissing: Bool = false) throws {
    self.url = url
    if mayBeMissing, !FileManager.default.fileExists(atPath: url.path) {
      keys = []
      return
    }
    let bytes = try FileReading.bytes(of: url, limit: 1 << 20)
    do {
      keys = try JSONDecoder().decode(Content.self, from: bytes).keys
    } catch {
      throw ServingError.malformedKeys(file: url.lastPathComponent, reason: "it is not what `hilum keys` writes")
    }
  }

  /// Makes a key and writes the file.
  ///
  /// - Returns: The secret, which is kept nowhere.
  /// - Throws: `FileError`.
  public mutating func add(name: String, scopes: [Scope], now: Date = Date()) throws -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
    func random(_ count: Int) -> String { String((0..<count).map { _ in alphabet[Int.random(in: 0..<32)] }) }
    let secret = "hilum_" + random(32)
    keys.append(
      Key(
        id: random(8), name: name, scopes: scopes, created: now.formatted(.iso8601),
        sha256: Checksum(of: Data(secret.utf8)).hex))
    try write()
    return secret
  }

  /// Takes a key out and writes the file.
  ///
  /// - Throws: ``ServingError/unknownKey(_:)``, `FileError`.
  public mutating func revoke(_ id: String) throws {
    guard keys.contains(where: { $0.id == id }) else { throw ServingError.unknownKey(id) }
    keys.removeAll { $0.id == id }
    try write()
  }

  /// The key of a secret.
  func key(of secret: String) -> Key? {
    let hash = Checksum(of: Data(secret.utf8)).hex
    return keys.first { $0.sha256 == hash }
  }

  private func write() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try AtomicFile.write(encoder.encode(Content(keys: keys)), to: url)
    try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
  }
}
