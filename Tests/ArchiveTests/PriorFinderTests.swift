import Archive
import Foundation
import ResultObjects
import Testing

/// Which earlier picture a picture is compared with, and with which it never is.
struct PriorFinderTests {
  private static let current = TestObject(issuer: "HOSPITAL", instance: "1.2.3.99", studyDate: "20261128")

  private func prior(
    of object: TestObject = current, among objects: [TestObject], summaries: [StudySummary]? = nil, days: Int = 365
  ) async throws -> SourceObject {
    let source = try SourceObject(contentsOf: object.file)
    let finder = PriorFinder(MemorySource(objects, summaries: summaries), days: days)
    return try await finder.prior(of: source).source
  }

  /// An object of another study of the same patient.
  private func earlier(_ number: Int, _ date: String?, _ change: (inout TestObject) -> Void = { _ in }) -> TestObject {
    var object = TestObject(
      issuer: "HOSPITAL", study: "1.2.9.\(number)", series: "1.2.9.\(number).1", instance: "1.2.9.\(number).1.1",
      studyDate: date)
    change(&object)
    return object
  }

  @Test func theLatestEarlierStudyCounts() async throws {
    let objects = [
      earlier(1, "20260101"), earlier(2, "20261101"), earlier(3, "20260501"), earlier(4, "20261128"),
      earlier(5, "20261201"), Self.current,
    ]
    #expect(try await prior(among: objects).study == "1.2.9.2")
  }

  @Test func whatIsTooLongAgoDoesNotCount() async throws {
    await #expect(throws: PriorError.noneFound(days: 365)) {
      _ = try await prior(among: [earlier(1, "20251127"), earlier(2, nil)])
    }
    #expect(try await prior(among: [earlier(1, "20251128")]).study == "1.2.9.1")
  }

  @Test func theSamePatientIsWhoHasTheSameIDOfTheSameIssuer() async throws {
    let strangers = [
      earlier(1, "20261101") { $0.patientID = "P-11" }, earlier(2, "20261102") { $0.patientID = "p-1" },
      earlier(3, "20261103") { $0.issuer = "CLINIC" }, earlier(4, "20261104") { $0.issuer = nil },
      earlier(5, "20261105") { $0.patientID = nil },
    ]
    await #expect(throws: PriorError.noneFound(days: 365)) { _ = try await prior(among: strangers) }
    // The archive's index says that they are the same patient's; the objects say that they are not.
    let summaries = strangers.map { object in
      StudySummary(
        study: object.study, patientID: "P-1", issuer: "HOSPITAL", date: object.studyDate.flatMap { StudyDate($0) })
    }
    await #expect(throws: PriorError.noneFound(days: 365)) {
      _ = try await prior(among: strangers, summaries: summaries)
    }
    let blanks = earlier(6, "20261101") { ($0.patientID, $0.issuer) = (" P-1 ", "HOSPITAL ") }
    #expect(try await prior(among: strangers + [blanks]).study == "1.2.9.6")
    let unstated = TestObject(instance: "1.2.3.99")
    #expect(try await prior(of: unstated, among: [earlier(7, "20261101") { $0.issuer = nil }]).study == "1.2.9.7")
  }

  @Test(arguments: [nil, " ", "ANONYMOUS", "Anonymized", "0000", "REMOVED"] as [String?])
  func nobodyIsComparedWithAnybody(patientID: String?) async throws {
    var object = Self.current
    object.patientID = patientID
    let other = earlier(1, "20261101") { $0.patientID = patientID }
    await #expect(throws: patientID?.contains { $0 != " " } ?? false ? PriorError.placeholderPatientID : .noPatientID) {
      _ = try await prior(of: object, among: [other])
    }
  }

  @Test(arguments: ["P*", "P?1"]) func wildcardsAreNotSearchedFor(patientID: String) async throws {
    var object = Self.current
    object.patientID = patientID
    await #expect(throws: PriorError.unsearchablePatientID) { _ = try await prior(of: object, among: []) }
  }

  @Test func aPictureWithoutADateHasNoEarlierOne() async throws {
    var object = Self.current
    object.studyDate = nil
    await #expect(throws: PriorError.noStudyDate) { _ = try await prior(of: object, among: [earlier(1, "20261101")]) }
  }

  @Test func studiesWithoutAFrontalPictureArePassedOver() async throws {
    let lateral = earlier(1, "20261101") { $0.view = "LL" }
    let frontal = earlier(2, "20260901") { $0.view = "AP" }
    #expect(try await prior(among: [lateral, frontal]).study == "1.2.9.2")
  }

  @Test func anArchiveThatFailsIsNamed() async throws {
    let source = try SourceObject(contentsOf: Self.current.file)
    await #expect(throws: PriorError.unavailable("the archive is down")) {
      _ = try await PriorFinder(BrokenSource()).prior(of: source)
    }
    #expect(!PriorError.unavailable("the archive is down").note.contains("down"))
    let error = await #expect(throws: PriorError.self) {
      _ = try await PriorFinder(BrokenSource(isGarbled: true)).prior(of: source)
    }
    guard case .unreadable = error else { throw Unexpected(error as Any) }
  }
}

/// An archive that can't be asked, or gives what is no object.
private struct BrokenSource: StudySource {
  var isGarbled = false

  private struct Down: Error, CustomStringConvertible {
    let description = "the archive is down"
  }

  func studies(patientID: String, before: StudyDate, within days: Int) async throws -> [StudySummary] {
    guard isGarbled else { throw Down() }
    return [StudySummary(study: "1.2.9.1", date: StudyDate("20261101"))]
  }

  func frontalImages(of study: String) async throws -> [FetchedObject] {
    let folder = try FetchFolder()
    let file = folder.url.appending(path: "a.dcm")
    try Data("no object".utf8).write(to: file)
    return [try FetchedObject(file, in: folder, limit: 1 << 20)]
  }
}
