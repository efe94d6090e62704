public import Foundation

/// A result that lies written in the spool, on its way to a destination.
public struct OutgoingResult: Sendable, Equatable {
  /// Which object the result is of.
  public struct Source: Sendable, Equatable {
    /// SOP Instance UID (0008,0018).
    public var sopInstance: String
    /// Study Instance UID (0020,000D).
    public var study: String
    /// Patient ID (0010,0020).
    public var patientID: String?
    /// Accession Number (0008,0050).
    public var accessionNumber: String?

    /// Names an object.
    public init(sopInstance: String, study: String, patientID: String? = nil, accessionNumber: String? = nil) {
      self.sopInstance = sopInstance
      self.study = study
      self.patientID = patientID
      self.accessionNumber = accessionNumber
    }
  }

  /// What it is.
  public var kind: ResultKind
  /// SOP Class UID, where it is a DICOM object.
  public var sopClass: String?
  /// SOP Instance UID, where it is a DICOM object.
  public var sopInstance: String?
  /// The file with its bytes.
  public var file: URL
  /// The object that it is of.
  public var source: Source

  /// A result of an object.
  public init(kind: ResultKind, sopClass: String? = nil, sopInstance: String? = nil, file: URL, source: Source) {
    self.kind = kind
    self.sopClass = sopClass
    self.sopInstance = sopInstance
    self.file = file
    self.source = source
  }
}
