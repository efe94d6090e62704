import Foundation
import Radiograph
package import ResultObjects

/// Whose picture it is, as far as another picture may be compared with it: Patient ID and who issued it.
package struct PatientIdentity: Sendable, Equatable {
  /// Patient ID (0010,0020), without blanks about it.
  package let patientID: String
  /// Issuer of Patient ID (0010,0021), without blanks about it; nil where none is stated.
  package let issuer: String?

  /// The identity in an object.
  ///
  /// - Throws: ``PriorError`` where the ID is missing, is one that anonymisers write for everybody, or has characters that
  ///   would match other patients' in a search.
  package init(of source: SourceObject) throws(PriorError) {
    try self.init(patientID: source.patientID, issuer: source.issuer)
  }

  package init(patientID: String?, issuer: String?) throws(PriorError) {
    guard let patientID = Self.trimmed(patientID) else { throw .noPatientID }
    guard IdentifierKey(identifier: patientID) != nil else { throw .placeholderPatientID }
    guard !patientID.contains(where: { "*?\\".contains($0) }) else { throw .unsearchablePatientID }
    self.patientID = patientID
    self.issuer = Self.trimmed(issuer)
  }

  /// Whether an object is the same patient's: ID and issuer equal to the letter, also in that no issuer is stated.
  package func isSame(as source: SourceObject) -> Bool {
    Self.trimmed(source.patientID) == patientID && Self.trimmed(source.issuer) == issuer
  }

  /// Whether what an archive tells of a study may be the same patient's; what is not told is looked up in the object.
  package func mayBeSame(as study: StudySummary) -> Bool {
    (Self.trimmed(study.patientID) ?? patientID) == patientID && (Self.trimmed(study.issuer) ?? issuer) == issuer
  }

  private static func trimmed(_ text: String?) -> String? {
    let trimmed = text?.trimmingCharacters(in: .whitespacesAndNewlines.union(.controlCharacters)) ?? ""
    return trimmed.isEmpty ? nil : trimmed
  }
}
