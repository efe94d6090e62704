/// Tells patients, or institutions, apart without telling which they are.
///
/// A keyed hash (SipHash, by Swift's `Hasher`) of a patient ID (0010,0020) or institution name (0008,0080). The key is drawn anew for every process, so
/// two keys of one process are equal if the identifiers are, and nobody can get from a key to an identifier. That is why
/// a key must not be stored: another process makes others.
public struct IdentifierKey: Sendable, Hashable {
  /// Two hashes of 64 bits: keys of different identifiers are equal with a chance of 2⁻¹²⁸.
  private let first: Int
  private let second: Int

  /// The key of an identifier; `nil` if there is none, or one that anonymisers write for everybody, such as
  /// `ANONYMOUS` or zeros.
  package init?(identifier: String?) {
    guard let identifier else { return nil }
    let essence = identifier.uppercased().filter { $0.isLetter || $0.isNumber }
    guard essence.contains(where: { $0 != "0" }), !Self.placeholders.contains(essence) else { return nil }
    first = Self.hash(0, identifier)
    second = Self.hash(1, identifier)
  }

  private static func hash(_ number: Int, _ identifier: String) -> Int {
    var hasher = Hasher()
    hasher.combine(number)
    hasher.combine(identifier)
    return hasher.finalize()
  }

  /// What stands for nobody.
  private static let placeholders: Set<String> = [
    "ANON", "ANONYMOUS", "ANONYMIZED", "ANONYMISED", "DEIDENTIFIED", "REMOVED", "UNKNOWN", "NONE", "NA", "NULL", "NOID",
    "PATIENTID", "ID",
  ]
}
