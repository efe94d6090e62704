/// Where in a recipe something stands.
public enum RecipeLocation: Sendable, Hashable {
  /// A line of a file, counted from 1.
  case line(file: String, Int)
  /// An override from the command line, such as `optimizer.lr=3e-4`.
  case override(String)
  /// Nowhere: a value that was not read.
  case written
}

/// What can be wrong with a recipe.
///
/// The sentences stand in `RecipeError+Description.swift`.
public enum RecipeError: Error, Sendable, Equatable {
  /// There is no such file, nor a recipe of that name; `suggestion` is the nearest name.
  case notFound(String, suggestion: String?, known: [String])
  /// The file can't be read.
  case unreadable(file: String, reason: String)
  /// The text is not YAML.
  case malformed(RecipeLocation, problem: String)
  /// A mapping has a key twice.
  case duplicateKey(RecipeLocation, key: String)
  /// There is no such key; `suggestion` is the nearest one.
  case unknownKey(RecipeLocation, key: String, suggestion: String?, known: [String])
  /// The value is of another type.
  case wrongType(RecipeLocation, key: String, expected: String, found: String)
  /// The value is of the right type but not allowed.
  case notAllowed(RecipeLocation, key: String, allowed: String, found: String)
  /// Two settings contradict each other.
  case contradiction(file: String, String)
  /// An override is not of the form `key=value`.
  case malformedOverride(String)
  /// The key of an override could be any of several.
  case ambiguousOverride(String, keys: [String])
  /// The key of an override is set by stages themselves, so that it would have no effect.
  case overriddenByStages(String, keys: [String])
}
