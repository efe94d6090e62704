public import ResultObjects

/// An archive that can be asked for studies and their pictures.
public protocol StudySource: Sendable {
  /// Studies that the archive has under a Patient ID, in no order; others may be among them, so callers compare.
  ///
  /// - Parameters:
  ///   - patientID: Without the characters that DICOM's matching gives a meaning: `*`, `?`, `\`.
  ///   - before: Only studies of days before this one.
  ///   - days: Only so many days before.
  func studies(patientID: String, before: StudyDate, within days: Int) async throws -> [StudySummary]

  /// The frontal chest radiographs of a study, those first that say that they are frontal; none where there is none.
  func frontalImages(of study: String) async throws -> [FetchedObject]
}

/// What an archive tells of a study.
public struct StudySummary: Sendable, Equatable {
  /// Study Instance UID (0020,000D).
  public var study: String
  /// Patient ID (0010,0020), where it is told.
  public var patientID: String?
  /// Issuer of Patient ID (0010,0021), where it is told.
  public var issuer: String?
  /// Study Date (0008,0020).
  public var date: StudyDate?
  /// Study Time (0008,0030), `HHMMSS…`.
  public var time: String?

  /// A study.
  public init(
    study: String, patientID: String? = nil, issuer: String? = nil, date: StudyDate? = nil, time: String? = nil
  ) {
    self.study = study
    self.patientID = patientID
    self.issuer = issuer
    self.date = date
    self.time = time
  }
}
