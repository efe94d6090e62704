/// Sexes as tables and headers write them.
enum Sex {
  /// `F`, `M` or `O`; `nil` where none is stated.
  static func code(_ text: String) -> String? {
    switch text.lowercased() {
    case "f", "female", "woman", "w": "F"
    case "m", "male", "man": "M"
    case "o", "other": "O"
    default: nil
    }
  }
}
