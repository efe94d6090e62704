import Archive
import FolderTesting
import Foundation
import Inference
import Logging
import Radiograph
import ResultObjects
import Synchronization
import Testing

/// Readings with a comparison, and without where there can be none.
struct PriorReaderTests {
  private static let current = TestObject(instance: "1.2.3.99", studyDate: "20261128")
  private static let earlier = TestObject(
    study: "1.2.9.1", series: "1.2.9.1.1", instance: "1.2.9.1.1.1", studyDate: "20260301")

  private func read(
    _ base: ComparedReader = ComparedReader(), among source: any StudySource = MemorySource([earlier]),
    time: Duration = .seconds(20)
  ) async throws -> ObjectReading {
    let file = Self.current.file
    let reader = PriorReader(base, finder: PriorFinder(source), time: time, logger: .quiet)
    return try await reader.read(SourceObject(contentsOf: file), file: Data(file), receivedAt: .start)
  }

  @Test func readingsAreComparedWithTheEarlierPicture() async throws {
    let base = ComparedReader()
    let reading = try await read(base)
    let prior = try #require(reading.prior)
    #expect(reading.probability == 0.9)
    #expect(prior.priorStudyDate == "20260301")
    #expect(prior.priorProbability == 0.1)
    #expect(abs(prior.change - 0.8) < 1e-12)
    #expect(prior.interval?.contains(0.8) == true)
    #expect(reading.priorPicture != nil)
    #expect(reading.report.findings.contains(prior.sentence))
    // The copies of both pictures.
    #expect(base.copies.withLock { $0 } == 24)
  }

  @Test func withoutAnEarlierPictureThereIsANote() async throws {
    let reading = try await read(among: MemorySource([]))
    #expect(reading.prior == nil)
    #expect(reading.report.findings.contains(PriorError.noneFound(days: 730).note))
    #expect(reading.probability == 0.9)
  }

  @Test func anArchiveThatDoesNotAnswerIsWaitedForOnlySoLong() async throws {
    let started = ContinuousClock.now
    let reading = try await read(among: SilentSource(), time: .milliseconds(200))
    #expect(reading.report.findings.contains(PriorError.timedOut.note))
    #expect(ContinuousClock.now - started < .seconds(5))
  }

  @Test func anEarlierPictureThatCanNotBeReadIsANote() async throws {
    let reading = try await read(ComparedReader(failing: Self.earlier.instance))
    #expect(reading.prior == nil)
    #expect(reading.report.findings.contains(PriorError.unreadable("").note))
    await #expect(throws: CocoaError.self) { _ = try await read(ComparedReader(failing: Self.current.instance)) }
  }

  @Test func slowReadingIsNotTheArchivesFault() async throws {
    let reading = try await read(ComparedReader(slow: true), time: .milliseconds(200))
    #expect(reading.report.findings.contains(PriorError.readingTimedOut.note))
  }

  @Test func oneModelReadsThemAll() async throws {
    let base = ComparedReader()
    _ = try await read(base)
    #expect(base.models.withLock { $0 } == Array(repeating: Reading.Model(name: "chest", version: 1), count: 25))
  }

  @Test func anotherModelIsNotCompared() async throws {
    let reading = try await read(ComparedReader(replacedFor: Self.earlier.instance))
    #expect(reading.report.findings.contains(PriorError.otherModel.note))
  }

  @Test func onlyOwnFoldersAreTakenForLeftovers() throws {
    let parent = try TemporaryFolder()
    let elsewhere = try TemporaryFolder()
    try elsewhere.write("kept", "kept")
    try parent.write("a file", "hilum-fetch-999999999-file")
    try FileManager.default.createSymbolicLink(
      at: parent.url.appending(path: "hilum-fetch-999999999-link"), withDestinationURL: elsewhere.url)
    var foreign: [String] = []
    // Only the superuser can give a folder away.
    if geteuid() == 0 {
      foreign = ["hilum-fetch-999999999-other"]
      try parent.folder(foreign[0])
      #expect(chown(parent.url.appending(path: foreign[0]).path, 65534, 65534) == 0)
    }
    let folder = try FetchFolder(in: parent.url)
    let expected =
      [folder.url.lastPathComponent, "hilum-fetch-999999999-file", "hilum-fetch-999999999-link"] + foreign
    #expect(parent.names() == expected.sorted())
    #expect(elsewhere.names() == ["kept"])
  }

  @Test func whatIsFetchedGoesWithItsLastReference() throws {
    let parent = try TemporaryFolder()
    try parent.folder("hilum-fetch-999999999-left")
    try parent.folder("hilum-fetch-\(getpid())-mine")
    var folder: FetchFolder? = try FetchFolder(in: parent.url)
    let url = try #require(folder?.url)
    let permissions = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
    #expect(permissions == 0o700)
    #expect(parent.names() == [url.lastPathComponent, "hilum-fetch-\(getpid())-mine"].sorted())
    folder = nil
    #expect(parent.names() == ["hilum-fetch-\(getpid())-mine"])
  }
}

/// Finds the current object positive, and others negative.
private final class ComparedReader: ObjectReader, PictureReader {
  let copies = Mutex(0)
  /// Those that were asked for.
  let models = Mutex<[Reading.Model]>([])
  private let failing: String?
  private let replacedFor: String?
  private let isSlow: Bool

  init(failing: String? = nil, replacedFor: String? = nil, slow: Bool = false) {
    self.failing = failing
    self.replacedFor = replacedFor
    isSlow = slow
  }

  func read(_ source: SourceObject, file: Data, receivedAt time: Date) async throws -> ObjectReading {
    if source.sopInstance == failing { throw CocoaError(.fileReadCorruptFile) }
    return try await FakeReader(positive: source.sopInstance == "1.2.3.99")
      .read(source, file: file, receivedAt: time)
  }

  func read(
    _ source: SourceObject, file: Data, receivedAt time: Date, with model: Reading.Model
  ) async throws -> ObjectReading {
    models.withLock { $0.append(model) }
    if source.sopInstance == replacedFor { throw PriorError.otherModel }
    return try await read(source, file: file, receivedAt: time)
  }

  func probability(of finding: String, in picture: Radiograph, with model: Reading.Model) async throws -> Double {
    models.withLock { $0.append(model) }
    if isSlow { try await Task.sleep(for: .seconds(600)) }
    return copies.withLock { count in
      count += 1
      return 0.4 + 0.01 * Double(count % 12)
    }
  }
}

/// An archive that never answers.
private struct SilentSource: StudySource {
  func studies(patientID: String, before: StudyDate, within days: Int) async throws -> [StudySummary] {
    try await Task.sleep(for: .seconds(600))
    return []
  }

  func frontalImages(of study: String) async throws -> [FetchedObject] { [] }
}
