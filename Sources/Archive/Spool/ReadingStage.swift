import Files
package import Foundation
import Inference
package import Logging
import Radiograph
import ResultObjects
import Synchronization

/// Takes objects that wait through reading to results that lie written and wait to be delivered, several at a time.
package final class ReadingStage: Sendable {
  private let spool: Spool
  private let reader: any ObjectReader
  private let rules: [RoutingRule]
  private let schedule: RetrySchedule
  private let limit: Int
  private let logger: Logger
  private let onEvent: @Sendable (ArchiveEvent) -> Void
  private let onResults: @Sendable () -> Void
  private let running = Atomic(0)
  /// Objects whose reading is over, which the store could not keep.
  private let unkept = Mutex<Set<Int>>([])
  /// Seconds until the store is tried again after it failed.
  private static let storePause = 5.0

  /// A stage.
  ///
  /// - Parameters:
  ///   - limit: objects that are read at a time.
  ///   - onResults: is called when results wait to be delivered.
  package init(
    _ spool: Spool, reader: any ObjectReader, rules: [RoutingRule], schedule: RetrySchedule, limit: Int,
    logger: Logger, onEvent: @escaping @Sendable (ArchiveEvent) -> Void,
    onResults: @escaping @Sendable () -> Void
  ) {
    self.spool = spool
    self.reader = reader
    self.rules = rules
    self.schedule = schedule
    self.limit = limit
    self.logger = logger
    self.onEvent = onEvent
    self.onResults = onResults
  }

  private var wake: Wake { spool.arrival }

  /// Reads whatever becomes due until the spool's wake is finished; what is being read then is finished.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await _ in wake.rings {
        do throws(SpoolError) {
          try await putBackUnkept(at: Date())
          while !wake.isFinished, case let free = limit - running.load(ordering: .relaxed), free > 0 {
            let time = Date()
            let objects = try await spool.store.claim(free, at: time)
            guard !objects.isEmpty else {
              wake.ring(at: try await spool.store.nextReading(after: time))
              break
            }
            for object in objects {
              running.add(1, ordering: .relaxed)
              group.addTask {
                await self.treat(object) { Date() }
                self.running.subtract(1, ordering: .relaxed)
                self.wake.ring()
              }
            }
          }
        } catch {
          logger.error("objects can't be looked up", metadata: ["reason": "\(error)"])
          wake.ring(at: Date(timeIntervalSinceNow: Self.storePause))
        }
      }
    }
  }

  /// Reads a claimed object, writes its results, and enters that they wait to be delivered.
  package func treat(_ object: ArchivedObject, now: @Sendable () -> Date) async {
    do {
      do {
        try await read(object, now: now)
      } catch let error as SpoolError {
        throw error
      } catch is CancellationError {
        try await spool.store.putBack(object.id)
      } catch {
        try await fail(object, error, at: now())
      }
    } catch {
      logger.error("an object's state can't be kept", metadata: ["object": "\(object.id)", "reason": "\(error)"])
      _ = unkept.withLock { $0.insert(object.id) }
    }
  }

  /// Has objects read again whose state the store could not keep, after a pause.
  ///
  /// - Throws: ``SpoolError`` where it still can't.
  package func putBackUnkept(at time: Date) async throws(SpoolError) {
    for id in unkept.withLock(\.self) {
      try await spool.store.putBack(id, next: time.addingTimeInterval(Self.storePause))
      _ = unkept.withLock { $0.remove(id) }
    }
  }

  private func read(_ object: ArchivedObject, now: @Sendable () -> Date) async throws {
    let file = spool.folder.object(object.id)
    let source = try await spool.opener.source(of: file)
    // Mapped, it takes no memory before the reader has set some aside.
    let reading = try await reader.read(source, file: FileReading.mapped(file), receivedAt: object.received)
    let plan = rules.plan(for: RoutingRule.Subject(source, reading, from: object.callingAE))
    let wanted = ResultKind.allCases.filter { kind in plan.values.contains { $0.contains(kind) } }
    let written = try ResultFiles(folder: spool.folder.results(of: object.id)).write(wanted, of: reading, source)
    let bytes = spool.folder.resultBytes(of: object.id)
    let deliveries = plan.sorted { $0.key < $1.key }.flatMap { destination, kinds in
      written.filter { kinds.contains($0.kind) }.map { ArchiveStore.PlannedDelivery($0, to: destination) }
    }
    let report = String(decoding: try JSONEncoder().encode(reading.report), as: UTF8.self)
    let growth = try await spool.store.finish(
      object.id, outcome: ArchivedObject.Outcome(reading), report: report, resultBytes: bytes, deliveries, at: now())
    spool.add(bytes: growth)
    onEvent(.read(seconds: now().timeIntervalSince(object.received)))
    onResults()
  }

  private func fail(_ object: ArchivedObject, _ error: any Error, at time: Date) async throws {
    let start = try await spool.store.firstAttempt(of: object.id) ?? time
    let next = Self.isPermanent(error) ? nil : schedule.next(after: object.attempts, since: start, at: time)
    try await spool.store.fail(object.id, reason: "\(error)", next: next, at: time)
    if next == nil { onEvent(.unreadable) }
    logger.warning(
      next == nil ? "an object can't be read" : "an object will be read later",
      metadata: ["object": "\(object.id)", "reason": "\(error)"])
  }

  /// Whether an object will not be readable later either.
  private static func isPermanent(_ error: any Error) -> Bool {
    switch error {
    case RadiographError.noLungNetwork, RadiographError.invalidPreprocessing, RadiographError.wrongBufferSize: false
    case is RadiographError, is ResultError: true
    default: false
    }
  }
}

extension RoutingRule.Subject {
  fileprivate init(_ source: SourceObject, _ reading: ObjectReading, from callingAE: String) {
    self.init(
      callingAE: callingAE, modality: source.acquisition.modality, bodyPart: source.acquisition.bodyPart,
      age: source.acquisition.patientAgeYears,
      decision: reading.isRefused ? .refused : reading.reading.decision.positive ? .positive : .negative)
  }
}

extension ArchivedObject.Outcome {
  fileprivate init(_ reading: ObjectReading) {
    self.init(
      prediction: reading.reading.prediction, probability: reading.probability,
      isPositive: reading.reading.decision.positive, isRefused: reading.isRefused)
  }
}

extension ArchiveStore.PlannedDelivery {
  fileprivate init(_ written: ResultFiles.Written, to destination: String) {
    self.init(
      written.kind, to: destination, file: written.file, sopClass: written.sopClass,
      sopInstance: written.sopInstance, problem: written.problem)
  }
}
