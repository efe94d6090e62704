import Files
import Foundation
import ResultObjects

/// Writes the results of a reading into an object's folder; a second writing gives the same bytes under the same names.
struct ResultFiles {
  /// A result is never larger.
  static let maximumBytes = 256 << 20

  /// A result that was written, or why it can't be.
  struct Written: Sendable, Equatable {
    let kind: ResultKind
    var file: String
    var sopClass: String?
    var sopInstance: String?
    /// Why it can't be made of this reading, now or later.
    var problem: String?
  }

  let folder: URL

  /// Writes results; a presentation state, which there can't be of a picture in colours, is left out then.
  ///
  /// - Throws: `FileError`.
  func write(_ kinds: [ResultKind], of reading: ObjectReading, _ source: SourceObject) throws(FileError) -> [Written] {
    guard !kinds.isEmpty else { return [] }
    try Folder.make(at: folder)
    try AtomicFile.synchronizeDirectory(of: folder)
    return try kinds.map { (kind) throws(FileError) in try write(kind, of: reading, source) }.compactMap(\.self)
  }

  private func write(
    _ kind: ResultKind, of reading: ObjectReading, _ source: SourceObject
  ) throws(FileError) -> Written? {
    var written = Written(kind: kind, file: kind.fileName)
    let bytes: Data
    do {
      switch kind {
      case .structuredReport: bytes = try Self.object(StructuredReport.file(reading, of: source), &written)
      case .secondaryCapture:
        bytes = try Self.object(SecondaryCapture.file(reading, of: source, beside: Self.prior(of: reading)), &written)
      case .presentationState: bytes = try Self.object(PresentationState.file(reading, of: source), &written)
      case .fhir: bytes = try FHIRReport.data(reading, of: source)
      case .oru: bytes = Data(ObservationMessage.text(reading, of: source).utf8)
      case .webhook: bytes = try Announcement.data(reading, of: source)
      }
    } catch ResultError.notGrayscale {
      return nil
    } catch {
      written.problem = "it can't be written: \(error)"
      return written
    }
    try AtomicFile.write(bytes, to: folder.appending(path: written.file))
    return written
  }

  /// The earlier picture that the reading was compared with.
  private static func prior(of reading: ObjectReading) -> CaptionedPicture? {
    guard let prior = reading.prior, let picture = reading.priorPicture else { return nil }
    return CaptionedPicture(picture, caption: "Earlier picture, \(StudyDate(prior.priorStudyDate)?.iso ?? "")")
  }

  private static func object(_ file: ResultFile, _ written: inout Written) -> Data {
    written.sopClass = file.sopClass
    written.sopInstance = file.sopInstance
    return Data(file.bytes)
  }
}

extension ResultKind {
  /// The name of the result's file in its object's folder.
  var fileName: String {
    switch self {
    case .structuredReport, .secondaryCapture, .presentationState: "\(rawValue).dcm"
    case .fhir, .webhook: "\(rawValue).json"
    case .oru: "oru.hl7"
    }
  }
}
