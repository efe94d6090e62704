/// Unique identifiers (UI, PS3.5 section 9).
enum DICOMUID {
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
    guard characters.count <= 64 else { throw .overlongUID(name, count: characters.count) }
    let components = characters.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard components.allSatisfy({ !$0.isEmpty && $0.allSatisfy(digits.contains) }) else { throw .malformedUID(name) }
    return String(decoding: characters, as: UTF8.self)
  }
}
