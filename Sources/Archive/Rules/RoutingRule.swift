/// Which results of which objects go where.
public struct RoutingRule: Sendable, Equatable {
  /// What was made of a picture.
  public enum Decision: String, Sendable, CaseIterable {
    case positive, negative
    /// It is no radiograph such as the model reads.
    case refused
  }

  /// What must be so of an object; what is not said is not asked.
  public struct Condition: Sendable, Equatable {
    /// AE titles that sent it.
    public var callingAE: [String]?
    /// Modalities (0008,0060).
    public var modality: [String]?
    /// Body parts (0018,0015), whatever their case.
    public var bodyPart: [String]?
    /// The patient's age in years; an object that does not tell one does not match.
    public var age: ClosedRange<Double>?
    /// What was decided.
    public var decision: [Decision]?

    /// A condition that holds for every object.
    public init() {}
  }

  /// What rules look at.
  public struct Subject: Sendable, Equatable {
    /// The AE title that sent it.
    public var callingAE: String
    /// Modality (0008,0060).
    public var modality: String?
    /// Body part examined (0018,0015).
    public var bodyPart: String?
    /// The patient's age in years.
    public var age: Double?
    /// What was decided.
    public var decision: Decision

    /// An object.
    public init(callingAE: String, modality: String?, bodyPart: String?, age: Double?, decision: Decision) {
      self.callingAE = callingAE
      self.modality = modality
      self.bodyPart = bodyPart
      self.age = age
      self.decision = decision
    }
  }

  /// What must be so.
  public var condition: Condition
  /// The results for each destination, by name.
  public var send: [String: [ResultKind]]

  /// A rule.
  public init(when condition: Condition = Condition(), send: [String: [ResultKind]]) {
    self.condition = condition
    self.send = send
  }
}

extension RoutingRule.Condition {
  /// Whether the condition holds.
  public func holds(for subject: RoutingRule.Subject) -> Bool {
    func isAmong(_ value: String?, _ allowed: [String]?) -> Bool {
      guard let allowed else { return true }
      return allowed.contains { $0.lowercased() == value?.lowercased() }
    }
    return (callingAE?.contains(subject.callingAE) ?? true) && isAmong(subject.modality, modality)
      && isAmong(subject.bodyPart, bodyPart) && (decision?.contains(subject.decision) ?? true)
      && (age.map { range in subject.age.map(range.contains) ?? false } ?? true)
  }
}

extension [RoutingRule] {
  /// What goes where of an object: all that the rules which hold say together, by destination.
  public func plan(for subject: RoutingRule.Subject) -> [String: [ResultKind]] {
    var plan: [String: [ResultKind]] = [:]
    for rule in self where rule.condition.holds(for: subject) {
      for (destination, kinds) in rule.send {
        let planned = plan[destination, default: []]
        plan[destination] = planned + kinds.filter { !planned.contains($0) }
      }
    }
    return plan
  }
}

// MARK: - YAML

extension RoutingRule {
  init(_ node: ConfigurationNode, _ destinations: [DestinationConfiguration]) throws(ConfigurationError) {
    let values = try node.values(["when", "send"])
    guard let sending = values["send"] else { throw node.missing("send") }
    condition = try values["when"].map { (node) throws(ConfigurationError) in try Condition(node) } ?? Condition()
    send = [:]
    for (name, value) in try sending.entries() {
      guard let destination = destinations.first(where: { $0.name == name }) else {
        throw .unknownDestination(line: value.line, name: name, known: destinations.map(\.name))
      }
      let kinds: [ResultKind] = try value.words()
      for kind in kinds where !destination.carried.contains(kind) {
        throw .notCarried(line: value.line, destination: name, kind: kind, carried: destination.carried)
      }
      send[name] = kinds
    }
  }
}

extension RoutingRule.Condition {
  fileprivate init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let values = try node.values(["calling_ae", "modality", "body_part", "age", "decision"])
    callingAE = try values["calling_ae"]?.texts()
    modality = try values["modality"]?.texts()
    bodyPart = try values["body_part"]?.texts()
    decision = try values["decision"]?.words()
    guard let node = values["age"] else { return }
    let limits = try node.values(["min", "max"])
    let years = 0.0...150
    let minimum = try limits["min"]?.number(years) ?? 0
    let maximum = try limits["max"]?.number(years) ?? 150
    guard minimum <= maximum else { throw node.notAllowed("min and max, the first no larger than the second") }
    age = minimum...maximum
  }
}
