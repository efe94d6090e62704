public import Foundation

/// A destination as the configuration names it.
public struct DestinationConfiguration: Sendable, Equatable {
  /// What stands at the other end.
  public enum Kind: Sendable, Equatable {
    /// A node that takes C-STORE.
    case dimse(PeerAddress, tls: TLSFiles?)
    /// A DICOMweb server that takes STOW-RS.
    case dicomweb(URL, WebAccess)
    /// An interface engine that takes HL7 v2 over MLLP.
    case mllp(host: String, port: Int)
    /// A web address that takes JSON, signed with the secret in a file.
    case webhook(URL, secret: URL)
    /// A folder.
    case folder(URL)
  }

  /// How a web server is to know this node; every secret stands in a file.
  public struct WebAccess: Sendable, Equatable {
    /// A file with a bearer token.
    public var bearer: URL?
    /// A file with `USER:PASSWORD`.
    public var basic: URL?
    /// This node's certificate in PEM.
    public var certificate: URL?
    /// Its private key in PEM.
    public var key: URL?
    /// Certificates in PEM that the server's must come from, in place of the system's.
    public var authorities: URL?
    /// Whether HTTP without TLS is used to other machines than this one.
    public var isPlainAllowed = false

    /// No proof of any kind.
    public init() {}
  }

  /// Its name.
  public let name: String
  /// What stands at the other end.
  public let kind: Kind

  /// A destination.
  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// The destination of `--send-to AE@HOST:PORT`; nil for any other text.
  public init?(sendingTo text: String) {
    guard let peer = PeerAddress(text) else { return nil }
    self.init(name: text, kind: .dimse(peer, tls: nil))
  }

  /// What it can take.
  public var carried: [ResultKind] {
    switch kind {
    case .dimse, .dicomweb: [.structuredReport, .secondaryCapture, .presentationState]
    case .mllp: [.oru]
    case .webhook: [.webhook]
    case .folder: ResultKind.allCases
    }
  }
}

// MARK: - YAML

extension DestinationConfiguration {
  private static let kinds: [(key: String, others: [String])] = [
    ("dimse", ["tls"]), ("dicomweb", ["bearer", "basic", "certificate", "key", "authorities", "allow_plain_http"]),
    ("mllp", []),
    ("webhook", ["secret"]), ("folder", []),
  ]

  init(_ name: String, _ node: ConfigurationNode, from folder: URL) throws(ConfigurationError) {
    let entries = try node.entries()
    let found = Self.kinds.filter { kind in entries.contains { $0.key == kind.key } }
    guard let kind = found.first, found.count == 1 else {
      throw .notOneKind(line: node.line, destination: name, kinds: Self.kinds.map(\.key))
    }
    let values = try node.values([kind.key] + kind.others)
    guard let place = values[kind.key] else { throw node.missing(kind.key) }
    self.init(name: name, kind: try Self.kind(kind.key, place, values, node, from: folder))
  }

  private static func kind(
    _ key: String, _ place: ConfigurationNode, _ values: [String: ConfigurationNode], _ node: ConfigurationNode,
    from folder: URL
  ) throws(ConfigurationError) -> Kind {
    switch key {
    case "dimse":
      guard let peer = PeerAddress(try place.text()) else { throw place.notAllowed("AE@HOST:PORT") }
      return .dimse(
        peer, tls: try values["tls"].map { (node) throws(ConfigurationError) in try TLSFiles(node, from: folder) })
    case "dicomweb":
      return .dicomweb(try url(place), try WebAccess(values, from: folder))
    case "mllp":
      let text = try place.text()
      guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
        (1...65535).contains(port), colon > text.startIndex
      else { throw place.notAllowed("HOST:PORT") }
      return .mllp(host: String(text[..<colon]), port: port)
    case "webhook":
      guard let secret = values["secret"] else { throw node.missing("secret") }
      return .webhook(try url(place), secret: try secret.file(from: folder))
    default:
      return .folder(try place.file(from: folder))
    }
  }

  private static func url(_ node: ConfigurationNode) throws(ConfigurationError) -> URL {
    guard let url = URL(string: try node.text()), url.host?.isEmpty == false,
      ["http", "https"].contains(url.scheme?.lowercased() ?? "")
    else { throw node.notAllowed("an address that begins with https:// or http://") }
    return url
  }
}

extension DestinationConfiguration.WebAccess {
  fileprivate init(_ values: [String: ConfigurationNode], from folder: URL) throws(ConfigurationError) {
    func file(_ key: String) throws(ConfigurationError) -> URL? {
      guard let node = values[key] else { return nil }
      return try node.file(from: folder)
    }
    bearer = try file("bearer")
    basic = try file("basic")
    if bearer != nil, let node = values["basic"] { throw node.notAllowed("left out beside bearer") }
    certificate = try file("certificate")
    key = try file("key")
    authorities = try file("authorities")
    if let node = values["allow_plain_http"] { isPlainAllowed = try node.flag() }
  }
}

extension TLSFiles {
  init(_ node: ConfigurationNode, from folder: URL) throws(ConfigurationError) {
    let values = try node.values(["certificate", "key", "authorities"])
    guard let certificate = values["certificate"] else { throw node.missing("certificate") }
    guard let key = values["key"] else { throw node.missing("key") }
    self.init(
      certificate: try certificate.file(from: folder), key: try key.file(from: folder),
      authorities: try values["authorities"].map { (node) throws(ConfigurationError) in try node.file(from: folder) })
  }
}
