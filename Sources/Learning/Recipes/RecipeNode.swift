import Yams

/// A YAML value that knows where it stands: what recipes are decoded from and written as.
struct RecipeNode: Sendable, Equatable {
  /// What stands there.
  indirect enum Content: Sendable, Equatable {
    /// Text; numbers and words too, unless they are quoted.
    case scalar(String, isQuoted: Bool)
    case sequence([RecipeNode])
    case mapping([Entry])
  }

  /// A key and its value.
  struct Entry: Sendable, Equatable {
    let key: String
    let location: RecipeLocation
    var value: RecipeNode
  }

  var content: Content
  let location: RecipeLocation

  init(_ content: Content, at location: RecipeLocation) {
    self.content = content
    self.location = location
  }

  /// A value that stands nowhere: one to be written.
  init(_ content: Content) { self.init(content, at: .written) }

  /// A plain word or number to be written.
  static func plain(_ text: String) -> RecipeNode { RecipeNode(.scalar(text, isQuoted: false)) }

  /// A mapping to be written.
  static func mapping(_ entries: [(String, RecipeNode)]) -> RecipeNode {
    RecipeNode(.mapping(entries.map { Entry(key: $0, location: .written, value: $1) }))
  }

  /// Where a key stands; the node's own place if it has no such key.
  subscript(key: String) -> RecipeNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The kind of value in words, for errors.
  var kind: String {
    switch content {
    case .scalar(let text, let isQuoted): isQuoted ? "the text \"\(text)\"" : text.isEmpty ? "nothing" : "'\(text)'"
    case .sequence: "a list"
    case .mapping: "keys and values"
    }
  }
}

// MARK: - Changing

extension RecipeNode {
  /// Puts a value at a path of keys, making the mappings on the way.
  ///
  /// Anything but a mapping on the way is replaced.
  mutating func set(_ value: RecipeNode, at path: some Collection<String>) {
    guard let key = path.first else {
      self = value
      return
    }
    var entries: [Entry] = if case .mapping(let entries) = content { entries } else { [] }
    let index = entries.firstIndex { $0.key == key } ?? entries.endIndex
    if index == entries.endIndex {
      entries.append(Entry(key: key, location: value.location, value: RecipeNode(.mapping([]), at: value.location)))
    }
    entries[index].value.set(value, at: path.dropFirst())
    content = .mapping(entries)
  }

  /// The value at a path of keys.
  func value(at path: some Collection<String>) -> RecipeNode? {
    guard let key = path.first else { return self }
    return self[key]?.value(at: path.dropFirst())
  }
}

// MARK: - YAML

extension RecipeNode {
  /// A recipe is a page or two; more is a mistake.
  static let maximumBytes = 64 << 10
  private static let maximumDepth = 16
  private static let maximumValues = 4096

  /// Parses YAML; every value gets the place `location` makes of its line.
  ///
  /// - Throws: ``RecipeError/malformed(_:problem:)`` or ``RecipeError/duplicateKey(_:key:)``.
  static func parse(_ yaml: String, location: (Int) -> RecipeLocation) throws -> RecipeNode {
    do {
      guard let node = try Yams.compose(yaml: yaml) else { return RecipeNode(.mapping([]), at: location(1)) }
      var values = 0
      return try RecipeNode(node, location: location, depth: 0, values: &values)
    } catch let error as YamlError {
      throw problem(error, location)
    }
  }

  private init(_ node: Node, location: (Int) -> RecipeLocation, depth: Int, values: inout Int) throws {
    let place = location(node.mark?.line ?? 1)
    values += 1
    guard depth < Self.maximumDepth, values < Self.maximumValues else {
      throw RecipeError.malformed(place, problem: "it is nested too deeply, or repeats itself through aliases")
    }
    switch node {
    case .scalar(let scalar):
      self.init(.scalar(scalar.string, isQuoted: scalar.style != .any && scalar.style != .plain), at: place)
    case .sequence(let sequence):
      let items = try sequence.map { try RecipeNode($0, location: location, depth: depth + 1, values: &values) }
      self.init(.sequence(items), at: place)
    case .mapping(let mapping):
      let entries = try mapping.map { key, value in
        guard let name = key.scalar?.string else {
          throw RecipeError.malformed(location(key.mark?.line ?? 1), problem: "a key must be a word")
        }
        return Entry(
          key: name, location: location(key.mark?.line ?? 1),
          value: try RecipeNode(value, location: location, depth: depth + 1, values: &values))
      }
      self.init(.mapping(entries), at: place)
    case .alias:
      throw RecipeError.malformed(place, problem: "an alias without its anchor")
    }
  }

  private static func problem(_ error: YamlError, _ location: (Int) -> RecipeLocation) -> RecipeError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .malformed(location(mark.line), problem: problem)
    case .duplicatedKeysInMapping(let keys, let context):
      .duplicateKey(location(context.mark.line), key: keys.sorted().first ?? "")
    case .reader(let problem, _, _, _):
      .malformed(location(1), problem: problem)
    default:
      .malformed(location(1), problem: "it is not YAML")
    }
  }

  /// The value as YAML, keys in order.
  func yaml() throws -> String { try Yams.serialize(node: node, width: 120) }

  private var node: Node {
    switch content {
    case .scalar(let text, let isQuoted):
      Node.scalar(Node.Scalar(text, Tag(.implicit), isQuoted ? .doubleQuoted : .any))
    case .sequence(let items):
      Node(items.map(\.node), Tag(.implicit), items.contains { !$0.isScalar } ? .block : .flow)
    case .mapping(let entries):
      Node(entries.map { (Node($0.key), $0.value.node) }, Tag(.implicit), .block)
    }
  }

  private var isScalar: Bool {
    if case .scalar = content { true } else { false }
  }
}
