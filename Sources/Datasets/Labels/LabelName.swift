/// Names of classes and findings, compared as people mean them.
enum LabelName {
  /// Equal for names that differ in case, plural, blanks, underscores or hyphens only.
  static func key(of name: String) -> String {
    let words = name.lowercased().split { $0 == " " || $0 == "_" || $0 == "-" || $0.isWhitespace }
    return words.map { word in
      word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : String(word)
    }.joined(separator: " ")
  }

  private static let negatives: Set<String> = [
    "normal", "no finding", "negative", "healthy", "none", "no abnormality", "nofinding",
  ]

  /// Whether a name says that nothing was found.
  static func isNegative(_ name: String) -> Bool { negatives.contains(key(of: name)) }
}
