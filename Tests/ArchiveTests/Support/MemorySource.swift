import Archive
import Foundation
import ResultObjects

/// An archive in memory, which tells of every study it has, whoever is asked for.
struct MemorySource: StudySource {
  private let objects: [TestObject]
  private let summaries: [StudySummary]

  init(_ objects: [TestObject], summaries: [StudySummary]? = nil) {
    self.objects = objects
    self.summaries =
      summaries
      ?? objects.map { object in
        StudySummary(
          study: object.study, patientID: object.patientID, issuer: object.issuer,
          date: object.studyDate.flatMap { StudyDate($0) })
      }
  }

  func studies(patientID: String, before: StudyDate, within days: Int) async throws -> [StudySummary] { summaries }

  func frontalImages(of study: String) async throws -> [FetchedObject] {
    let folder = try FetchFolder()
    return try objects.filter { $0.study == study && $0.view != "LL" }.map { object in
      let file = folder.url.appending(path: "\(UUID().uuidString).dcm")
      try Data(object.file).write(to: file)
      return try FetchedObject(file, in: folder, limit: 1 << 20)
    }
  }
}
