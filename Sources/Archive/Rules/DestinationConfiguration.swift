public import Foundation

/// A destination as the configuration names it.
public struct DestinationConfiguration: Sendable, Equatable {
  /// What stands at the other end.
  public enum Kind: Sendable, Equatable {
    /// A node that takes C-STORE.
    case dimse(PeerAddress, tls: TLSFiles?)
    /// A DICOMweb server that takes STOW-RS.
    case dicomweb(DICOMwebEndpoint)
    /// An interface engine that takes HL7 v2 over MLLP.
    case mllp(host: String, port: Int, tls: ClientTLS?)
    /// A web address that takes JSON, signed with the secret in a file.
    case webhook(URL, secret: URL, tls: ClientTLS?, allowsPlainHTTP: Bool)
    /// A folder.
    case folder(URL)
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
  /// The key of each kind, and those that may stand beside it; secrets stand in files.
  private static let kinds: [(key: String, others: [String])] = [
    ("dimse", ["tls"]), ("dicomweb", DICOMwebEndpoint.keys), ("mllp", ["tls"]),
    ("webhook", ["secret", "tls", "allow_plain_http"]), ("folder", []),
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
    func tls() throws(ConfigurationError) -> ClientTLS? {
      guard let node = values["tls"] else { return nil }
      return try ClientTLS(node, from: folder)
    }
    switch key {
    case "dimse":
      guard let peer = PeerAddress(try place.text()) else { throw place.notAllowed("AE@HOST:PORT") }
      guard let node = values["tls"] else { return .dimse(peer, tls: nil) }
      return .dimse(peer, tls: try TLSFiles(node, from: folder))
    case "dicomweb":
      return .dicomweb(try DICOMwebEndpoint(place, values, from: folder))
    case "mllp":
      let text = try place.text()
      guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
        (1...65535).contains(port), colon > text.startIndex
      else { throw place.notAllowed("HOST:PORT") }
      return .mllp(host: String(text[..<colon]), port: port, tls: try tls())
    case "webhook":
      guard let secret = values["secret"] else { throw node.missing("secret") }
      return .webhook(
        try place.webAddress(), secret: try secret.file(from: folder), tls: try tls(),
        allowsPlainHTTP: try values["allow_plain_http"]?.flag() ?? false)
    default:
      return .folder(try place.file(from: folder))
    }
  }
}

extension TLSFiles {
  init(_ node: ConfigurationNode, from folder: URL) throws(ConfigurationError) {
    let values = try node.values(["certificate", "key", "authorities"])
    guard let certificate = values["certificate"] else { throw node.missing("certificate") }
    guard let key = values["key"] else { throw node.missing("key") }
    self.init(
      certificate: try certificate.file(from: folder), key: try key.file(from: folder),
      authorities: try values["authorities"]?.file(from: folder))
  }
}
