public import Radiograph

/// What an object of the archive says of itself, its study and its patient.
public struct SourceObject: Sendable {
  /// SOP Class UID (0008,0016).
  public let sopClass: String
  /// SOP Instance UID (0008,0018).
  public let sopInstance: String
  /// Study Instance UID (0020,000D).
  public let study: String
  /// Series Instance UID (0020,000E).
  public let series: String
  /// Patient ID (0010,0020).
  public let patientID: String?
  /// Issuer of Patient ID (0010,0021).
  public let issuer: String?
  /// Study Date (0008,0020), `YYYYMMDD`.
  public let studyDate: String?
  /// Accession Number (0008,0050).
  public let accessionNumber: String?
  /// How the picture was taken.
  public let acquisition: Acquisition
  /// Columns and rows.
  public let size: ImageSize
}
