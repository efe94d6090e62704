/// How values of a type are read from a recipe, written to it and explained.
struct RecipeCodec<Value>: Sendable {
  /// What values are allowed, in words that follow "must be".
  let allowed: String
  /// Keys below, where the value is a section.
  var keys: [RecipeKey] = []
  /// Reads a value; where it is a section, over the one that is there.
  let read: @Sendable (RecipeNode, _ current: Value, _ key: String) throws -> Value
  /// Writes a value; `nil` leaves the key out.
  let write: @Sendable (Value) -> RecipeNode?
}

// MARK: - Numbers and words

extension RecipeCodec<Int> {
  /// A whole number in a range.
  static func int(_ range: ClosedRange<Int>) -> RecipeCodec {
    let allowed =
      range.upperBound == .max
      ? "a whole number of at least \(range.lowerBound)"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        guard let number = node.plainText.flatMap({ Int($0) }) else { throw node.wrongType(key, allowed) }
        guard range.contains(number) else { throw node.notAllowed(key, allowed) }
        return number
      }, write: { .plain("\($0)") })
  }
}

extension RecipeCodec<UInt64> {
  /// A whole number of at least 0.
  static let seed = RecipeCodec(
    allowed: "a whole number of at least 0",
    read: { node, _, key in
      guard let number = node.plainText.flatMap({ UInt64($0) }) else {
        throw node.wrongType(key, "a whole number of at least 0")
      }
      return number
    }, write: { .plain("\($0)") })
}

extension RecipeCodec<Double> {
  /// A finite number in a range.
  static func number(_ range: ClosedRange<Double>) -> RecipeCodec {
    number("a number from \(range.lowerBound.short) to \(range.upperBound.short)", range.contains)
  }

  /// A finite number above 0 and up to a limit.
  static func positive(upTo limit: Double) -> RecipeCodec {
    number("a number above 0, up to \(limit.short)") { $0 > 0 && $0 <= limit }
  }

  /// A finite number in a range without its upper end.
  static func number(_ range: Range<Double>) -> RecipeCodec {
    number("a number from \(range.lowerBound.short) to below \(range.upperBound.short)", range.contains)
  }

  private static func number(
    _ allowed: String, _ isAllowed: @escaping @Sendable (Double) -> Bool
  ) -> RecipeCodec {
    RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        let characters = Set("0123456789+-.eE")
        guard let text = node.plainText, text.allSatisfy(characters.contains), let number = Double(text) else {
          throw node.wrongType(key, allowed)
        }
        guard number.isFinite, isAllowed(number) else { throw node.notAllowed(key, allowed) }
        return number
      }, write: { .plain($0.yaml) })
  }
}

extension RecipeCodec<Bool> {
  /// `true` or `false`.
  static let bool = RecipeCodec(
    allowed: "true or false",
    read: { node, _, key in
      switch node.plainText {
      case "true": return true
      case "false": return false
      default: throw node.wrongType(key, "true or false")
      }
    }, write: { .plain($0 ? "true" : "false") })
}

extension RecipeCodec<String> {
  /// One line of text.
  static let text = RecipeCodec(
    allowed: "text",
    read: { node, _, key in
      guard case .scalar(let text, _) = node.content else { throw node.wrongType(key, "text") }
      return text
    }, write: { RecipeNode(.scalar($0, isQuoted: true)) })
}

extension RecipeCodec where Value: Sendable {
  /// One of several words.
  static func word(
    _ words: [String], from read: @escaping @Sendable (String) -> Value?,
    to write: @escaping @Sendable (Value) -> String
  ) -> RecipeCodec {
    let allowed = words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))"
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        guard let text = node.plainText else { throw node.wrongType(key, allowed) }
        guard let value = read(text) else {
          let hint = Spelling.nearest(to: text, in: words).map { " (did you mean \($0)?)" } ?? ""
          throw RecipeError.notAllowed(node.location, key: key, allowed: allowed, found: node.kind + hint)
        }
        return value
      }, write: { .plain(write($0)) })
  }
}

extension RecipeCodec where Value: RawRepresentable<String> & CaseIterable & Sendable {
  /// One of the enumeration's words.
  static var word: RecipeCodec {
    word(Value.allCases.map(\.rawValue), from: { Value(rawValue: $0) }, to: \.rawValue)
  }
}

extension RecipeCodec {
  /// A list of the enumeration's words.
  static func words<Word: RawRepresentable<String> & CaseIterable & Sendable>() -> RecipeCodec where Value == [Word] {
    let names = Word.allCases.map(\.rawValue)
    let allowed = "a list of \(names.joined(separator: ", "))"
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        guard case .sequence(let items) = node.content else { throw node.wrongType(key, allowed) }
        return try items.map { item in
          guard let text = item.plainText, let word = Word(rawValue: text) else {
            let hint = Spelling.nearest(to: item.plainText ?? "", in: names).map { " (did you mean \($0)?)" } ?? ""
            throw RecipeError.notAllowed(item.location, key: key, allowed: allowed, found: item.kind + hint)
          }
          return word
        }
      }, write: { RecipeNode(.sequence($0.map { .plain($0.rawValue) })) })
  }
}

// MARK: - Composites

extension RecipeCodec where Value: RecipeSection {
  /// Keys and values.
  static var section: RecipeCodec {
    RecipeCodec(
      allowed: "keys and values", keys: Value.keys,
      read: { node, current, key in
        var section = current
        try section.read(node, key: key)
        return section
      }, write: { $0.node })
  }
}

extension RecipeCodec {
  /// A value, or `none`.
  static func optional<Wrapped: Sendable>(
    _ codec: RecipeCodec<Wrapped>, or standard: Wrapped
  ) -> RecipeCodec where Value == Wrapped? {
    RecipeCodec(
      allowed: "\(codec.allowed), or none", keys: codec.keys,
      read: { node, current, key in
        if let text = node.plainText, ["none", "null"].contains(text) { return nil }
        do {
          return try codec.read(node, current ?? standard, key)
        } catch RecipeError.wrongType(node.location, key, codec.allowed, let found) {
          throw RecipeError.wrongType(node.location, key: key, expected: "\(codec.allowed), or none", found: found)
        }
      }, write: { value in value.map { codec.write($0) } ?? .plain("none") })
  }
}

extension RecipeNode {
  /// The text of a scalar that is not quoted.
  var plainText: String? {
    if case .scalar(let text, isQuoted: false) = content { text } else { nil }
  }

  /// The error that the value is of another type.
  func wrongType(_ key: String, _ expected: String) -> RecipeError {
    .wrongType(location, key: key, expected: expected, found: kind)
  }

  /// The error that the value is out of range.
  func notAllowed(_ key: String, _ allowed: String) -> RecipeError {
    .notAllowed(location, key: key, allowed: allowed, found: kind)
  }
}

extension Double {
  /// A number that every YAML reader takes for one: with a point before an exponent.
  fileprivate var yaml: String {
    let text = "\(self)"
    guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }

  /// Without a fraction where it has none.
  fileprivate var short: String { self == rounded() && abs(self) < 1e9 ? "\(Int(self))" : "\(self)" }
}
