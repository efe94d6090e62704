/// Unique identifiers (UI, PS3.5 section 9) as they come from peers and people.
package enum DICOMUID {
  /// Whether a text is one: at most 64 bytes, components of digits between dots.
  package static func isValid(_ text: String) -> Bool {
    text.utf8.count <= maximumLength && hasComponents(text.utf8)
  }

  /// The characters of a UID that came in an object.
  ///
  /// A component that begins with a 0, which the standard forbids and some devices write, is let through: the archive
  /// knows the object by it.
  ///
  /// - Throws: ``ResultError`` if there is none, it is too long, or it is no UID.
  static func checked(_ bytes: [UInt8]?, _ name: ResultError.UIDName) throws(ResultError) -> String {
    let isPadding: (UInt8) -> Bool = { $0 == 0 || $0 == UInt8(ascii: " ") }
    let characters = Array((bytes ?? []).reversed().drop(while: isPadding).reversed())
    guard !characters.isEmpty else { throw .missingUID(name) }
    guard characters.count <= maximumLength else { throw .overlongUID(name, count: characters.count) }
    guard hasComponents(characters) else { throw .malformedUID(name) }
    return String(decoding: characters, as: UTF8.self)
  }

  private static let maximumLength = 64

  private static func hasComponents(_ characters: some Collection<UInt8>) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return characters.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.allSatisfy(digits.contains) }
  }
}
