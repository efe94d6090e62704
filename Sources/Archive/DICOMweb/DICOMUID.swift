/// Unique identifiers (PS3.5, section 9.1) as they come from peers and people.
enum DICOMUID {
  /// Whether a text is one: at most 64 bytes, components of digits between dots.
  static func isValid(_ text: String) -> Bool {
    guard text.utf8.count <= 64 else { return false }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { component in
      !component.isEmpty && component.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
  }
}
