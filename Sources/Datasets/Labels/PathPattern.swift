/// A label and the names of its pictures, such as `PNEUMONIA/*bacteria*`: `*` is any run of characters, `?` any one.
///
/// Case does not matter; labels are compared as ``LabelName`` has them.
struct PathPattern: Sendable, Hashable {
  private let label: [Character]
  private let fileName: [Character]

  /// `nil` unless there is a `/` with something on both sides.
  init?(_ text: String) {
    guard let slash = text.firstIndex(of: "/") else { return nil }
    label = Array(LabelName.key(of: String(text[..<slash])))
    fileName = Array(text[text.index(after: slash)...].lowercased().trimmed)
    guard !label.isEmpty, !fileName.isEmpty else { return nil }
  }

  /// Whether a picture of a label, by the last part of its path, is meant.
  func matches(label name: Label, path: String) -> Bool {
    let names =
      switch name {
      case .name(let name): [name]
      case .findings(let findings): findings.isNormal ? ["No Finding"] : Array(findings.present)
      }
    return names.contains { Self.matches(Array(LabelName.key(of: $0)), label) }
      && Self.matches(Array(FileName.last(of: path).lowercased()), fileName)
  }

  /// Matches from left to right; where it fails, the last `*` takes one more character.
  private static func matches(_ text: [Character], _ pattern: [Character]) -> Bool {
    var (position, index) = (0, 0)
    var star: (index: Int, position: Int)?
    while position < text.count {
      if index < pattern.count, pattern[index] == "*" {
        star = (index, position)
        index += 1
      } else if index < pattern.count, pattern[index] == "?" || pattern[index] == text[position] {
        (position, index) = (position + 1, index + 1)
      } else if let last = star {
        star = (last.index, last.position + 1)
        (position, index) = (last.position + 1, last.index + 1)
      } else {
        return false
      }
    }
    return pattern[index...].allSatisfy { $0 == "*" }
  }
}
