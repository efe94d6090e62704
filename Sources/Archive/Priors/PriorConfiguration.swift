/// Where earlier pictures are looked for, and how far back.
public struct PriorConfiguration: Sendable, Equatable {
  /// The name of the source.
  public var source: String
  /// How many days before a picture an earlier one may have been taken.
  public var days: Int
  /// How long an earlier picture is looked for, and as long again for reading it.
  public var time: Duration

  /// A source of earlier pictures.
  public init(source: String, days: Int = 730, time: Duration = .seconds(30)) {
    self.source = source
    self.days = days
    self.time = time
  }
}

// MARK: - YAML

extension PriorConfiguration {
  init(_ node: ConfigurationNode, _ sources: [String: ArchiveSource]) throws(ConfigurationError) {
    let values = try node.values(["from", "days", "seconds"])
    guard let from = values["from"] else { throw node.missing("from") }
    self.init(source: try from.text())
    guard sources[source] != nil else { throw .unknownSource(name: source, known: sources.keys.sorted()) }
    if let value = values["days"] { days = try value.whole(1...36_500) }
    if let value = values["seconds"] { time = .seconds(try value.number(0.1...600)) }
  }
}
