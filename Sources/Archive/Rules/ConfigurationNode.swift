import Foundation
import Yams

/// A YAML value under its key, read strictly: what is not known is an error that names its line.
struct ConfigurationNode {
  let node: Node
  /// The key, with those above it.
  let key: String

  var line: Int { node.mark?.line ?? 1 }

  private static let maximumDepth = 8
  private static let maximumValues = 4096

  /// Parses YAML, whose outermost value must be keys and values; nil where there are none.
  ///
  /// - Throws: ``ConfigurationError``.
  static func parse(_ yaml: String) throws(ConfigurationError) -> ConfigurationNode? {
    let node: Node?
    do {
      node = try Yams.compose(yaml: yaml)
    } catch {
      throw problem(error)
    }
    guard let node else { return nil }
    var values = 0
    guard isModest(node, depth: 0, values: &values) else {
      throw .malformed(line: 1, problem: "it is nested too deeply, or repeats itself through aliases")
    }
    return ConfigurationNode(node: node, key: "")
  }

  private static func problem(_ error: any Error) -> ConfigurationError {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      .malformed(line: mark.line, problem: problem)
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      .malformed(line: context.mark.line, problem: "\(keys.sorted().first ?? "a key") is there twice")
    default: .malformed(line: 1, problem: "it is not YAML")
    }
  }

  private static func isModest(_ node: Node, depth: Int, values: inout Int) -> Bool {
    values += 1
    guard depth < maximumDepth, values < maximumValues else { return false }
    switch node {
    case .mapping(let mapping):
      for (_, value) in mapping where !isModest(value, depth: depth + 1, values: &values) { return false }
    case .sequence(let items):
      for item in items where !isModest(item, depth: depth + 1, values: &values) { return false }
    default: break
    }
    return true
  }

  // MARK: - Mappings and lists

  /// The values by their keys, in the file's order.
  ///
  /// - Parameter known: the keys that there may be; any where nil.
  /// - Throws: ``ConfigurationError``.
  func entries(_ known: [String]? = nil) throws(ConfigurationError) -> [(key: String, value: ConfigurationNode)] {
    guard case .mapping(let mapping) = node else { throw notAllowed("keys and values") }
    var entries: [(key: String, value: ConfigurationNode)] = []
    for (name, value) in mapping {
      let line = name.mark?.line ?? line
      guard let name = name.scalar?.string else { throw .malformed(line: line, problem: "a key must be a word") }
      let path = key.isEmpty ? name : "\(key).\(name)"
      if let known, !known.contains(name) { throw .unknownKey(line: line, key: path, known: known) }
      entries.append((name, ConfigurationNode(node: value, key: path)))
    }
    return entries
  }

  /// The values by their keys, which must be known.
  ///
  /// - Throws: ``ConfigurationError``.
  func values(_ known: [String]) throws(ConfigurationError) -> [String: ConfigurationNode] {
    Dictionary(try entries(known).map { ($0.key, $0.value) }) { $1 }
  }

  /// The items of a list.
  ///
  /// - Throws: ``ConfigurationError``.
  func items() throws(ConfigurationError) -> [ConfigurationNode] {
    guard case .sequence(let items) = node else { throw notAllowed("a list") }
    return items.enumerated().map { ConfigurationNode(node: $1, key: "\(key)[\($0 + 1)]") }
  }

  /// One text, or a list of them.
  ///
  /// - Throws: ``ConfigurationError``.
  func texts() throws(ConfigurationError) -> [String] {
    guard case .sequence = node else { return [try text()] }
    return try items().map { (item) throws(ConfigurationError) in try item.text() }
  }

  // MARK: - Scalars

  /// A text that is not empty.
  ///
  /// - Throws: ``ConfigurationError``.
  func text() throws(ConfigurationError) -> String {
    guard let text = node.scalar?.string, !text.isEmpty else { throw notAllowed("a text") }
    return text
  }

  /// `true` or `false`.
  ///
  /// - Throws: ``ConfigurationError``.
  func flag() throws(ConfigurationError) -> Bool {
    guard let text = node.scalar?.string, let flag = Bool(text) else { throw notAllowed("true or false") }
    return flag
  }

  /// A whole number in a range.
  ///
  /// - Throws: ``ConfigurationError``.
  func whole(_ range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
    guard let text = node.scalar?.string, let number = Int(text), range.contains(number) else {
      throw notAllowed("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A number in a range.
  ///
  /// - Throws: ``ConfigurationError``.
  func number(_ range: ClosedRange<Double>) throws(ConfigurationError) -> Double {
    guard let text = node.scalar?.string, let number = Double(text), range.contains(number) else {
      throw notAllowed("a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// One of an enumeration's words.
  ///
  /// - Throws: ``ConfigurationError``.
  func word<Word: RawRepresentable<String> & CaseIterable>() throws(ConfigurationError) -> Word {
    guard let text = node.scalar?.string, let word = Word(rawValue: text) else {
      throw notAllowed("one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return word
  }

  /// A list of an enumeration's words, or one.
  ///
  /// - Throws: ``ConfigurationError``.
  func words<Word: RawRepresentable<String> & CaseIterable>() throws(ConfigurationError) -> [Word] {
    guard case .sequence = node else { return [try word()] }
    return try items().map { (item) throws(ConfigurationError) in try item.word() }
  }

  /// A path of a file or folder; a relative one is meant from a folder.
  ///
  /// - Throws: ``ConfigurationError``.
  func file(from folder: URL) throws(ConfigurationError) -> URL {
    let path = try text()
    return path.hasPrefix("~/")
      ? FileManager.default.homeDirectoryForCurrentUser.appending(path: path.dropFirst(2))
      : URL(filePath: path, relativeTo: folder).absoluteURL
  }

  /// The error that the value is not what it must be.
  func notAllowed(_ allowed: String) -> ConfigurationError {
    let found =
      switch node {
      case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "'\(scalar.string.prefix(80))'"
      case .sequence: "a list"
      default: "keys and values"
      }
    return .notAllowed(line: line, key: key.isEmpty ? "the configuration" : key, allowed: allowed, found: found)
  }

  /// The error that a key below is missing.
  func missing(_ name: String) -> ConfigurationError {
    .missingKey(line: line, key: key.isEmpty ? name : "\(key).\(name)")
  }
}
