/// The form of an application entity's title.
public enum AETitle {
  /// Whether text is a title (VR AE, PS3.5 section 6.2): 1 to 16 printable ASCII characters, no backslash, no spaces around.
  public static func isValid(_ text: String) -> Bool {
    (1...16).contains(text.utf8.count) && text.first != " " && text.last != " "
      && text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x5C }
  }
}
