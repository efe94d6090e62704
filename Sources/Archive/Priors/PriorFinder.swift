import Files
import Radiograph
public import ResultObjects

/// Looks for the latest earlier frontal chest radiograph of the same patient.
///
/// The same patient is who has the same Patient ID from the same issuer, to the letter; both are looked up in the object
/// itself, whatever the archive's index says.
public struct PriorFinder: Sendable {
  private let source: any StudySource
  /// How many days before a picture an earlier one may have been taken.
  public let days: Int
  /// So many studies are looked into, from the latest on.
  private static let studyLimit = 5

  /// Looks in an archive.
  public init(_ source: any StudySource, days: Int = 730) {
    self.source = source
    self.days = days
  }

  /// The latest frontal chest radiograph of the patient in another study of a day before the object's.
  ///
  /// - Throws: ``PriorError``; `CancellationError`.
  public func prior(of object: SourceObject) async throws -> FetchedObject {
    let patient = try PatientIdentity(of: object)
    guard let date = object.studyDate.flatMap({ StudyDate($0) }) else { throw PriorError.noStudyDate }
    do {
      let studies = try await source.studies(patientID: patient.patientID, before: date, within: days)
        .filter { patient.mayBeSame(as: $0) && $0.study != object.study }
        .filter { $0.date.map { isWithin($0, before: date) } ?? false }
        .sorted { ($0.date, $0.time ?? "") > ($1.date, $1.time ?? "") }
      for study in studies.prefix(Self.studyLimit) {
        try Task.checkCancellation()
        let images = try await source.frontalImages(of: study.study)
        if let prior = images.first(where: { isPrior($0.source, to: object, of: patient, on: date) }) { return prior }
      }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw switch error {
      case is RadiographError, is ResultError, is FileError: PriorError.unreadable("\(error)")
      default: PriorError.unavailable("\(error)")
      }
    }
    throw PriorError.noneFound(days: days)
  }

  private func isWithin(_ day: StudyDate, before date: StudyDate) -> Bool {
    day < date && day >= date.earlier(byDays: days)
  }

  /// Whether an object that was fetched is what was looked for, by what it says of itself.
  private func isPrior(
    _ source: SourceObject, to object: SourceObject, of patient: PatientIdentity, on date: StudyDate
  ) -> Bool {
    patient.isSame(as: source) && source.study != object.study && source.sopInstance != object.sopInstance
      && (source.studyDate.flatMap { StudyDate($0) }.map { isWithin($0, before: date) } ?? false)
  }
}

/// Dates before none, and later before earlier times of a day.
private func > (left: (StudyDate?, String), right: (StudyDate?, String)) -> Bool {
  guard let first = left.0, let second = right.0, first != second else { return left.1 > right.1 }
  return first > second
}
