import Datasets

/// A value given on the command line, such as `optimizer.lr=3e-4`.
///
/// The key is a path of keys, of which the first may be left out where the rest is clear: `epochs=3` is `train.epochs=3`.
/// A stage's own values are reached by its name: `stages.deeper.train.epochs=3`. The value is YAML.
struct RecipeOverride {
  private let text: String
  private let key: String
  private let value: RecipeNode

  /// - Throws: ``RecipeError/malformedOverride(_:)``, or what is wrong with the value's YAML.
  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= 4096 else {
      throw RecipeError.malformedOverride(text)
    }
    self.text = text
    key = String(parts[0]).trimmed
    value = try RecipeNode.parse(String(parts[1])) { _ in .override(text) }
  }

  /// Puts the value into a recipe.
  ///
  /// - Throws: ``RecipeError`` if the key is unknown or ambiguous, or has no effect because stages set it themselves.
  func apply(to recipe: inout RecipeNode) throws {
    let parts = key.split(separator: ".").map(String.init)
    guard parts.first == "stages", parts.count > 2 else {
      let path = try resolve(parts, among: Recipe.keys)
      try refuseIfStagesSet(path, in: recipe)
      return recipe.set(value, at: path)
    }
    guard case .sequence(var stages)? = recipe["stages"]?.content,
      let index = stages.firstIndex(where: { Self.name(of: $0) == parts[1] })
    else {
      throw RecipeError.unknownKey(
        .override(text), key: "stages.\(parts[1])", suggestion: nil, known: names(in: recipe))
    }
    stages[index].set(value, at: try resolve(Array(parts.dropFirst(2)), among: TrainingStage.keys))
    recipe.set(RecipeNode(.sequence(stages), at: recipe["stages"]?.location ?? .override(text)), at: ["stages"])
  }

  /// The full path of a key of which the beginning may be left out.
  private func resolve(_ parts: [String], among keys: [RecipeKey]) throws -> [String] {
    let paths = Self.paths(keys)
    if paths.contains(parts) { return parts }
    let matches = paths.filter { $0.suffix(parts.count) == parts[...] }
    guard let match = matches.first else {
      let written = parts.joined(separator: ".")
      let known = paths.map { $0.joined(separator: ".") }
      let ends = paths.compactMap { $0.count >= parts.count ? $0.suffix(parts.count).joined(separator: ".") : nil }
      throw RecipeError.unknownKey(
        .override(text), key: written, suggestion: Spelling.nearest(to: written, in: known + ends),
        known: keys.map(\.name))
    }
    guard matches.count == 1 else {
      throw RecipeError.ambiguousOverride(key, keys: matches.map { $0.joined(separator: ".") })
    }
    return match
  }

  private static func paths(_ keys: [RecipeKey]) -> [[String]] {
    keys.flatMap { key in [[key.name]] + paths(key.children).map { [key.name] + $0 } }.uniqued
  }

  private func refuseIfStagesSet(_ path: [String], in recipe: RecipeNode) throws {
    guard case .sequence(let stages)? = recipe["stages"]?.content else { return }
    let setting = stages.filter { $0.value(at: path) != nil }.compactMap(Self.name)
    guard setting.isEmpty else {
      let full = path.joined(separator: ".")
      throw RecipeError.overriddenByStages(full, keys: setting.map { "stages.\($0).\(full)" })
    }
  }

  private func names(in recipe: RecipeNode) -> [String] {
    guard case .sequence(let stages)? = recipe["stages"]?.content else { return [] }
    return stages.compactMap(Self.name).map { "stages.\($0)" }
  }

  private static func name(of stage: RecipeNode) -> String? {
    if case .scalar(let name, _)? = stage["name"]?.content { name } else { nil }
  }
}

extension Array where Element: Hashable {
  /// Without repetitions, in order.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
