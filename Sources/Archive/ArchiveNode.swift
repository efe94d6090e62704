import Foundation
public import Logging
import Synchronization

/// A node of the archive: takes objects in by DICOM, has them read, and sends their results on.
public final class ArchiveNode: Sendable {
  /// What it was told.
  public let configuration: ArchiveConfiguration
  /// Where objects lie.
  public let spool: Spool
  private let acceptor: DIMSENode
  private let lanes: [DeliveryLane]
  private let keeper: SpoolKeeper
  private let priors: PriorFinder?
  private let logger: Logger
  private let onEvent: @Sendable (ArchiveEvent) -> Void
  private let running = Atomic(false)

  /// Opens the spool and begins to listen; associations are answered once the node runs.
  ///
  /// - Throws: ``ConfigurationError``, ``SpoolError``, ``DIMSEError``.
  public init(
    _ configuration: ArchiveConfiguration, logger: Logger,
    onEvent: @escaping @Sendable (ArchiveEvent) -> Void = { _ in }
  ) throws {
    self.configuration = configuration
    self.logger = logger
    self.onEvent = onEvent
    let destinations = try configuration.destinations.map { destination in
      try destination.destination(callingAE: configuration.node.aeTitle)
    }
    priors = try configuration.priors.map {
      PriorFinder(try configuration.studySource($0.source, logger: logger), days: $0.days)
    }
    let spool = try Spool(
      SpoolFolder(configuration.spool ?? SpoolFolder.standard()), limits: configuration.limits,
      objectBytes: configuration.node.objectBytes, logger: logger, onEvent: onEvent)
    self.spool = spool
    lanes = destinations.map { destination in
      DeliveryLane(
        destination, store: spool.store, schedule: configuration.retries, logger: logger, onEvent: onEvent)
    }
    keeper = SpoolKeeper(spool, logger: logger)
    acceptor = try DIMSENode(configuration.node, receiver: spool, logger: logger)
  }

  /// The port that it listens at.
  public var port: Int { acceptor.port }

  /// Whether objects are taken at the moment.
  public var isAccepting: Bool { running.load(ordering: .relaxed) && spool.fullness == nil }

  /// Works until ``stop()`` or until the task is cancelled; what is under way is finished.
  ///
  /// - Parameter reader: reads the objects.
  /// - Throws: ``SpoolError`` where the spool can't be put in order.
  public func run(_ reader: any ObjectReader) async throws {
    try await spool.recover(destinations: configuration.destinations.map(\.name), at: Date())
    let stage = ReadingStage(
      spool, reader: reader, rules: configuration.effectiveRules, schedule: configuration.retries,
      // As many as there are cores, and one that waits for the disk.
      limit: ProcessInfo.processInfo.activeProcessorCount + 1,
      logger: logger, onEvent: onEvent, onResults: { [lanes] in for lane in lanes { lane.wake.ring() } })
    let bell = SpoolBell(spool.folder) { [self] in ring() }
    if bell == nil { logger.warning("what other processes change in the spool is seen late") }
    logger.notice(
      "DICOM node listening",
      metadata: ["ae_title": "\(configuration.node.aeTitle)", "port": "\(configuration.node.host):\(port)"])
    running.store(true, ordering: .relaxed)
    await withTaskGroup { group in
      group.addTask { [acceptor] in await acceptor.run() }
      group.addTask { await stage.run() }
      group.addTask { [keeper] in await keeper.run() }
      for lane in lanes { group.addTask { await lane.run() } }
    }
    running.store(false, ordering: .relaxed)
    withExtendedLifetime(bell) {}
  }

  /// The reader, adding comparisons with earlier pictures where the configuration asks for them.
  public func comparing(_ reader: some ObjectReader & PictureReader) -> any ObjectReader {
    guard let priors, let time = configuration.priors?.time else { return reader }
    return PriorReader(reader, finder: priors, time: time, logger: logger)
  }

  /// Takes no more associations, and ends once what is under way is finished.
  public func stop() {
    acceptor.stop()
    for wake in wakes { wake.finish() }
  }

  /// Has an object tried again that failed.
  ///
  /// - Throws: ``SpoolError/unknownObject(_:)``, ``SpoolError/alreadyDone(_:)``.
  public func retry(_ id: Int) async throws(SpoolError) {
    try await spool.store.retry(id)
    ring()
  }

  private func ring() {
    for wake in wakes { wake.ring() }
  }

  private var wakes: [Wake] { [spool.arrival, spool.crowding] + lanes.map(\.wake) }
}
