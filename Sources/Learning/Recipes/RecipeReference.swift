/// Every key of a recipe with its meaning, allowed values and default, from the tables that recipes are read by.
public enum RecipeReference {
  /// The reference as Markdown: one table for each section.
  public static var markdown: String {
    let sections = section("", Recipe.keys)
    return sections.map { title, keys in
      ([
        "## \(title.isEmpty ? "Recipe" : "`\(title)`")", "", "| key | default | meaning | must be |",
        "|---|---|---|---|",
      ]
        + keys.map { key in
          let standard = key.children.isEmpty ? key.standard : ""
          return "| `\(key.name)` | \(standard.isEmpty ? "" : "`\(standard)`") | \(key.summary) | \(key.allowed) |"
        }).joined(separator: "\n")
    }.joined(separator: "\n\n") + "\n"
  }

  /// A section and those below it.
  private static func section(_ path: String, _ keys: [RecipeKey]) -> [(String, [RecipeKey])] {
    [(path, keys)]
      + keys.filter { !$0.children.isEmpty }.flatMap {
        section(path.isEmpty ? $0.name : "\(path).\($0.name)", $0.children)
      }
  }
}
