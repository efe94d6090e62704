import Foundation

extension DICOMwebEndpoint {
  /// The keys that may stand beside the address; secrets stand in files.
  static let keys = ["bearer", "basic", "tls", "allow_plain_http"]

  /// A server at an address, with what stands beside it.
  init(
    _ place: ConfigurationNode, _ values: [String: ConfigurationNode], from folder: URL
  ) throws(ConfigurationError) {
    self.init(
      url: try place.webAddress(), authorization: try Self.authorization(values, from: folder),
      allowsPlainHTTP: try values["allow_plain_http"]?.flag() ?? false)
    if let node = values["tls"] { tls = try ClientTLS(node, from: folder) }
  }

  private static func authorization(
    _ values: [String: ConfigurationNode], from folder: URL
  ) throws(ConfigurationError) -> DICOMwebEndpoint.Authorization? {
    switch (values["bearer"], values["basic"]) {
    case (let bearer?, nil): return .bearer(try bearer.file(from: folder))
    case (nil, let basic?): return .basic(try basic.file(from: folder))
    case (_?, let basic?): throw basic.notAllowed("left out beside bearer")
    case (nil, nil): return nil
    }
  }
}

extension ClientTLS {
  init(_ node: ConfigurationNode, from folder: URL) throws(ConfigurationError) {
    let values = try node.values(["certificate", "key", "authorities"])
    if values["certificate"] != nil, values["key"] == nil { throw node.missing("key") }
    self.init(
      certificate: try values["certificate"]?.file(from: folder), key: try values["key"]?.file(from: folder),
      authorities: try values["authorities"]?.file(from: folder))
  }
}

extension ConfigurationNode {
  /// An address of the web.
  ///
  /// - Throws: ``ConfigurationError``.
  func webAddress() throws(ConfigurationError) -> URL {
    guard let url = URL(string: try text()), url.host?.isEmpty == false,
      ["http", "https"].contains(url.scheme?.lowercased() ?? "")
    else { throw notAllowed("an address that begins with https:// or http://") }
    return url
  }
}
