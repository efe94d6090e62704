import Archive
import DICOMTesting
import FolderTesting
import Foundation
import Inference
import Logging
import Radiograph
import ResultObjects
import Synchronization
import Testing

/// A spool in a folder of its own, and what tests put into it.
final class ArchiveFixture: Sendable {
  private let place: TemporaryFolder
  let folder: SpoolFolder
  let spool: Spool
  private let seen = Seen()

  init(_ limits: SpoolLimits = .small) throws {
    place = try TemporaryFolder()
    folder = SpoolFolder(place.url.appending(path: "spool"))
    spool = try Spool(folder, limits: limits, logger: .quiet) { [seen] event in seen.add(event) }
  }

  /// What happened so far.
  var happened: [ArchiveEvent] { seen.events.withLock { $0 } }

  var store: ArchiveStore { spool.store }

  /// Has an object received, as an association does; its status.
  @discardableResult
  func receive(_ instance: String, bytes: [UInt8]? = nil, sopClass: String = ArchiveFixture.sopClass) throws
    -> StoreStatus
  {
    let offered = OfferedObject(
      sopClass: sopClass, sopInstance: instance, transferSyntax: DICOMBuilder.explicitLittle, callingAE: "MODALITY",
      peerAddress: "127.0.0.1")
    switch spool.place(for: offered) {
    case .failure(let refusal): return refusal.status
    case .success(let file):
      try Data(bytes ?? Self.object(instance)).write(to: file)
      return spool.received(offered, file: file)
    }
  }

  /// Puts an object into the store as if it had been read, with deliveries of a structured report; its number.
  func read(_ instance: String, to destinations: [String], at time: Date = .start) async throws -> Int {
    try receive(instance)
    let id = try #require(try await store.claim(1, at: time).first?.id)
    try FileManager.default.createDirectory(at: folder.results(of: id), withIntermediateDirectories: true)
    try Data("sr".utf8).write(to: folder.result(.structuredReport, of: id))
    try await finish(
      id, destinations.map { .init(.structuredReport, to: $0, file: "sr.dcm", sopInstance: "\(instance).1") }, at: time)
    return id
  }

  /// Enters that an object has been read.
  func finish(_ id: Int, _ deliveries: [ArchiveStore.PlannedDelivery] = [], at time: Date = .start) async throws {
    try await store.finish(
      id, outcome: .init(prediction: "PNEUMONIA", probability: 0.9, isPositive: true, isRefused: false),
      report: #"{"findings":[],"impression":[]}"#, resultBytes: 2, deliveries, at: time)
  }

  /// Lets a delivery of an object arrive, or fail for good.
  func settle(_ destination: String, _ attempt: ArchiveStore.Attempt, at time: Date = .start) async throws {
    let due = try #require(try await store.due(to: destination, limit: 1, at: time).first)
    try await store.settle([(due.delivery, attempt)], at: time)
  }

  static let sopClass = "1.2.840.10008.5.1.4.1.1.1.1"

  /// A chest radiograph as a DICOM file.
  static func object(
    _ instance: String, sopClass: String = ArchiveFixture.sopClass, manufacturer: String? = nil,
    patientID: String = "PID-1", study: String = "1.2.3.4"
  ) -> [UInt8] {
    var builder = DICOMBuilder()
    builder.add(0x0008, 0x0016, "UI", sopClass)
    builder.add(0x0008, 0x0018, "UI", instance)
    builder.add(0x0008, 0x0020, "DA", "20261127")
    builder.add(0x0008, 0x0050, "SH", "A-1")
    builder.add(0x0008, 0x0060, "CS", "DX")
    if let manufacturer { builder.add(0x0008, 0x0070, "LO", manufacturer) }
    builder.add(0x0010, 0x0020, "LO", patientID)
    builder.add(0x0010, 0x1010, "AS", "065Y")
    builder.add(0x0018, 0x0015, "CS", "CHEST")
    builder.add(0x0018, 0x5101, "CS", "PA")
    builder.add(0x0020, 0x000D, "UI", study)
    builder.add(0x0020, 0x000E, "UI", "1.2.3.4.1")
    builder.addImagePixel(rows: 16, columns: 16)
    builder.add(0x0028, 0x1050, "DS", "2048")
    builder.add(0x0028, 0x1051, "DS", "4096")
    builder.addPixels((0..<256).map { $0 * 16 })
    return builder.file()
  }
}

/// Gathers events.
private final class Seen: Sendable {
  let events = Mutex<[ArchiveEvent]>([])

  func add(_ event: ArchiveEvent) { events.withLock { $0.append(event) } }
}

extension Logger {
  /// A log that says nothing.
  static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension Date {
  /// When tests begin.
  static let start = Date(timeIntervalSince1970: 1_795_800_000)
}

extension SpoolLimits {
  /// Limits that any disk keeps.
  static let small: SpoolLimits = {
    var limits = SpoolLimits()
    limits.minimumFreeBytes = 0
    return limits
  }()
}

/// Reads objects without a model, or fails.
struct FakeReader: ObjectReader {
  var positive = true
  var error: (any Error)?

  func read(_ source: SourceObject, file: Data, receivedAt time: Date) async throws -> ObjectReading {
    if let error { throw error }
    let probability = positive ? 0.9 : 0.1
    let json = """
      {"prediction": "\(positive ? "PNEUMONIA" : "NORMAL")", "confidence": 0.9, "probabilities": \
      {"NORMAL": \(1 - probability), "PNEUMONIA": \(probability)}, "decision": {"positive": \(positive), \
      "threshold": 0.5, "margin": \(probability - 0.5)}, "quality": [], "model": {"name": "chest", "version": 1}, \
      "milliseconds": 1}
      """
    let reading = try JSONDecoder().decode(Reading.self, from: Data(json.utf8))
    return ObjectReading(
      reading: reading, positiveClass: "PNEUMONIA", probability: probability, thresholdInterval: nil, findings: [],
      picture: try Radiograph(width: 16, height: 16, pixels: .gray8(.init(repeating: 9, count: 256))),
      overlay: try Radiograph(width: 16, height: 16, pixels: .rgb8(.init(repeating: 9, count: 768))),
      hottest: LungBox(x0: 0.2, y0: 0.2, x1: 0.4, y1: 0.4),
      report: ReportText(findings: ["Seen."], impression: ["Meant."]), time: time)
  }
}

/// A destination that a test controls.
final class FakeDestination: Destination {
  let name: String
  private let answers: Mutex<@Sendable (OutgoingResult) throws(DeliveryError) -> Void>
  private let seen = Mutex<[OutgoingResult]>([])

  init(_ name: String, _ answer: @escaping @Sendable (OutgoingResult) throws(DeliveryError) -> Void = { _ in }) {
    self.name = name
    answers = Mutex(answer)
  }

  /// What was tried.
  var tried: [OutgoingResult] { seen.withLock { $0 } }

  /// Changes what is answered from now on.
  func answer(_ answer: @escaping @Sendable (OutgoingResult) throws(DeliveryError) -> Void) {
    answers.withLock { $0 = answer }
  }

  func send(_ result: OutgoingResult) async throws(DeliveryError) {
    seen.withLock { $0.append(result) }
    try answers.withLock { $0 }(result)
  }
}
