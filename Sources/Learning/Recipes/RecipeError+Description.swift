extension RecipeError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .notFound(let name, let suggestion, let known):
      "there is no recipe \(name)" + Self.hint(suggestion)
        + (known.isEmpty ? "; no folder of recipes was found (set HILUM_RECIPES)" : "; known are \(Self.list(known))")
    case .unreadable(let file, let reason):
      "\(file) can't be read: \(reason)"
    case .malformed(let location, let problem):
      "\(location): \(problem)"
    case .duplicateKey(let location, let key):
      "\(location): \(key) is there twice"
    case .unknownKey(let location, let key, let suggestion, let known):
      "\(location): unknown key \(key)" + Self.hint(suggestion)
        + (suggestion == nil && !known.isEmpty ? "; known are \(Self.list(known))" : "")
    case .wrongType(let location, let key, let expected, let found):
      "\(location): \(key) must be \(expected), not \(found)"
    case .notAllowed(let location, let key, let allowed, let found):
      "\(location): \(key) must be \(allowed), not \(found)"
    case .contradiction(let file, let reason):
      "\(file): \(reason)"
    case .malformedOverride(let text):
      "'\(text)' is not of the form key=value, such as optimizer.lr=3e-4"
    case .ambiguousOverride(let key, let keys):
      "\(key) could be any of \(Self.list(keys)); write more of it"
    case .overriddenByStages(let key, let keys):
      "stages of this recipe set \(key) themselves; use \(Self.list(keys))"
    }
  }

  private static func hint(_ suggestion: String?) -> String {
    suggestion.map { "; did you mean \($0)?" } ?? ""
  }

  private static func list(_ items: [String]) -> String { items.joined(separator: ", ") }
}

extension RecipeLocation: CustomStringConvertible {
  /// The place as the beginning of a sentence.
  public var description: String {
    switch self {
    case .line(let file, let line): "\(file), line \(line)"
    case .override(let text): "--set \(text)"
    case .written: "recipe"
    }
  }
}
