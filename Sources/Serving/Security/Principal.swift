/// What a key allows.
public enum Scope: String, Sendable, Codable, CaseIterable {
  /// To read pictures and to look at models.
  case predict
  /// To load and unload models as well, and to export what was read.
  case admin
}

/// Who asks.
struct Principal: Sendable, Equatable {
  /// The key's id; nil where none was needed.
  let keyID: String?
  let scopes: Set<Scope>

  /// Someone without a key, where none is needed.
  static let anonymous = Principal(keyID: nil, scopes: [])

  /// Whether a scope is granted; an administrator may do everything.
  func may(_ scope: Scope) -> Bool { scopes.contains(scope) || scopes.contains(.admin) }
}
