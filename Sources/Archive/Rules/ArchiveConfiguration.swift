import Files
public import Foundation

/// Everything that can be told to a node: what it is, where objects lie, what comes out, and where that goes.
public struct ArchiveConfiguration: Sendable {
  /// The node; its port is nil where the file does not say.
  public var node = NodeOptions()
  /// Whether the port was given.
  public var hasPort = false
  /// The folder of the spool; ``SpoolFolder/standard(environment:)`` where nil.
  public var spool: URL?
  /// How much the spool may hold.
  public var limits = SpoolLimits()
  /// When what failed is tried again.
  public var retries = RetrySchedule()
  /// What goes to each destination where there are no rules, as far as the destination can take it.
  public var results: [ResultKind] = [.structuredReport, .secondaryCapture]
  /// Where results go.
  public var destinations: [DestinationConfiguration] = []
  /// Archives that can be asked for studies, by their names.
  public var sources: [String: ArchiveSource] = [:]
  /// Where earlier pictures are looked for; nil where readings are compared with none.
  public var priors: PriorConfiguration?
  /// Which results go where; without any, the same to every destination.
  public var rules: [RoutingRule] = []
  /// The folder with models, for a node without an HTTP server.
  public var models: URL?

  /// A node that sends nothing.
  public init() {}

  /// The rules in force: those that were given, or that everything goes everywhere.
  ///
  /// A destination that can take none of ``results`` gets what it can: the order message over MLLP, the announcement at a
  /// web address.
  public var effectiveRules: [RoutingRule] {
    guard rules.isEmpty else { return rules }
    return [
      RoutingRule(
        send: Dictionary(
          destinations.map { destination in
            let kinds = results.filter(destination.carried.contains)
            return (destination.name, kinds.isEmpty ? destination.carried : kinds)
          }
        ) { first, _ in first })
    ]
  }

  /// Adds a destination.
  ///
  /// - Throws: ``ConfigurationError/destinationTwice(name:)``.
  public mutating func add(_ destination: DestinationConfiguration) throws(ConfigurationError) {
    guard !destinations.contains(where: { $0.name == destination.name }) else {
      throw .destinationTwice(name: destination.name)
    }
    if !rules.isEmpty {
      rules.append(RoutingRule(send: [destination.name: results.filter(destination.carried.contains)]))
    }
    destinations.append(destination)
  }

  /// Checks that there is a port, and that strangers are kept out where they could reach it.
  ///
  /// - Throws: ``ConfigurationError/noPort``, ``ConfigurationError/publicWithoutCallers(host:)``.
  public func check(isInsecureAllowed: Bool) throws(ConfigurationError) {
    guard hasPort else { throw .noPort }
    let isLocal = ["127.0.0.1", "::1", "localhost"].contains(node.host)
    guard isLocal || !node.callers.isEmpty || node.tls?.authorities != nil || isInsecureAllowed else {
      throw .publicWithoutCallers(host: node.host)
    }
  }
}
