import Crypto

/// UIDs that are made of what they name, so that the same thing always has the same one.
///
/// The first 128 bits of a SHA-256, marked as a UUID of version 8 (RFC 9562 section 5.8), stand behind `2.25.` as PS3.5
/// annex B.2 has it.
package enum DerivedUID {
  /// The UID of what `parts` name together.
  package static func uid(of parts: String...) -> String {
    // A length before each part keeps ("ab", "c") apart from ("a", "bc").
    let name = (["Hilum"] + parts).map { "\($0.utf8.count):\($0)" }.joined()
    var digest = Array(SHA256.hash(data: Array(name.utf8)).prefix(16))
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    let number = digest.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    return "2.25.\(number)"
  }

  /// Our implementation class (PS3.7 annex D.3.3.2).
  package static let implementation = uid(of: "implementation")
  /// Who makes these objects: Instance Creator UID, Device Observer UID.
  static let device = uid(of: "device")
  /// Our private coding scheme, 99HILUM.
  static let codingScheme = uid(of: "coding scheme")
}
