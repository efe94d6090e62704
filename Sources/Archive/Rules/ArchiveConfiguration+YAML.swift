import Files
public import Foundation
import Radiograph

extension ArchiveConfiguration {
  /// A configuration is a page or two; more is a mistake.
  private static let maximumBytes = 64 << 10

  /// Reads a configuration from a YAML file; relative paths are meant from its folder.
  ///
  /// - Throws: ``ConfigurationError``.
  public init(contentsOf url: URL) throws(ConfigurationError) {
    let bytes: Data
    do {
      bytes = try FileReading.bytes(of: url, limit: Self.maximumBytes)
    } catch {
      throw .unreadable(file: url.lastPathComponent, reason: "\(error)")
    }
    guard let text = String(data: bytes, encoding: .utf8) else {
      throw .unreadable(file: url.lastPathComponent, reason: "it is not UTF-8 text")
    }
    do throws(ConfigurationError) {
      try self.init(yaml: text, folder: url.absoluteURL.deletingLastPathComponent())
    } catch {
      throw .inFile(url.lastPathComponent, error)
    }
  }

  /// Reads a configuration from text.
  ///
  /// - Parameter folder: the folder that relative paths are meant from.
  /// - Throws: ``ConfigurationError``.
  public init(yaml: String, folder: URL) throws(ConfigurationError) {
    self.init()
    guard let root = try ConfigurationNode.parse(yaml) else { return }
    let values = try root.values([
      "node", "spool", "retries", "results", "destinations", "sources", "priors", "rules", "models",
    ])
    if let node = values["node"] { try read(node: node, from: folder) }
    if let node = values["spool"] { try read(spool: node, from: folder) }
    if let node = values["retries"] { try read(retries: node) }
    if let node = values["results"] { results = try node.words() }
    if let node = values["models"] { models = try node.file(from: folder) }
    for (name, node) in try values["destinations"]?.entries() ?? [] {
      try add(DestinationConfiguration(name, node, from: folder))
    }
    for (name, node) in try values["sources"]?.entries() ?? [] { sources[name] = try ArchiveSource(node, from: folder) }
    priors = try values["priors"].map { (node) throws(ConfigurationError) in try PriorConfiguration(node, sources) }
    for node in try values["rules"]?.items() ?? [] { rules.append(try RoutingRule(node, destinations)) }
  }

  private mutating func read(node: ConfigurationNode, from folder: URL) throws(ConfigurationError) {
    let values = try node.values([
      "host", "port", "ae_title", "callers", "tls", "maximum_pdu", "associations", "idle_seconds", "object_megabytes",
    ])
    if let value = values["host"] { self.node.host = try value.text() }
    if let value = values["port"] {
      self.node.port = try value.whole(0...65535)
      hasPort = true
    }
    if let value = values["ae_title"] { self.node.aeTitle = try value.aeTitle() }
    if let value = values["tls"] { self.node.tls = try TLSFiles(value, from: folder) }
    if let value = values["maximum_pdu"] { self.node.maximumPDU = try value.whole(4096...131_072) }
    if let value = values["associations"] { self.node.associations = try value.whole(1...1024) }
    if let value = values["idle_seconds"] { self.node.idle = .seconds(try value.whole(1...3600)) }
    if let value = values["object_megabytes"] {
      self.node.objectBytes = try value.whole(1...(DecodingLimits.standard.maximumBytes >> 20)) << 20
    }
    for item in try values["callers"]?.items() ?? [] {
      let caller = try item.values(["ae_title", "address"])
      guard !caller.isEmpty else { throw item.notAllowed("ae_title, address, or both") }
      self.node.callers.append(
        NodeOptions.Caller(
          aeTitle: try caller["ae_title"]?.aeTitle(),
          address: try caller["address"]?.text()))
    }
  }

  private mutating func read(spool node: ConfigurationNode, from folder: URL) throws(ConfigurationError) {
    let values = try node.values(["folder", "minimum_free_megabytes", "maximum_megabytes", "keep_hours", "keep_days"])
    if let value = values["folder"] { spool = try value.file(from: folder) }
    if let value = values["minimum_free_megabytes"] { limits.minimumFreeBytes = try value.whole(0...(1 << 30)) << 20 }
    if let value = values["maximum_megabytes"] { limits.maximumBytes = try value.whole(1...(1 << 30)) << 20 }
    if let value = values["keep_hours"] { limits.keepFiles = .seconds(try value.number(0...87_600) * 3600) }
    if let value = values["keep_days"] { limits.keepRecords = .seconds(try value.number(0...36_500) * 86_400) }
  }

  private mutating func read(retries node: ConfigurationNode) throws(ConfigurationError) {
    let values = try node.values(["first_seconds", "longest_seconds", "hours"])
    if let value = values["first_seconds"] { retries.first = .seconds(try value.number(0.1...3600)) }
    if let value = values["longest_seconds"] { retries.longest = .seconds(try value.number(1...86_400)) }
    if let value = values["hours"] { retries.limit = .seconds(try value.number(0...8760) * 3600) }
  }
}

extension ConfigurationNode {
  /// An AE title.
  ///
  /// - Throws: ``ConfigurationError``.
  fileprivate func aeTitle() throws(ConfigurationError) -> String {
    let title = try text()
    guard AETitle.isValid(title) else { throw notAllowed("an AE title of 1 to 16 characters") }
    return title
  }
}
