import Files
public import Foundation
public import Logging
import Radiograph
import ResultObjects
import Synchronization

/// Takes objects in: an object is acknowledged only when it lies whole and synced in the folder and stands in the store.
///
/// Whenever the process is killed, an object that was acknowledged is there after the next start, and one that was not leaves
/// nothing behind.
public final class Spool: ObjectReceiver {
  /// The folder.
  public let folder: SpoolFolder
  /// What stands where.
  public let store: ArchiveStore
  let limits: SpoolLimits
  /// Rung for each object that is to be read.
  let arrival = Wake()
  /// Rung where there is no room for an object.
  let crowding = Wake()
  /// Reads what objects say of themselves.
  let opener: SourceOpener
  private let objectBytes: Int
  private let logger: Logger
  private let onEvent: @Sendable (ArchiveEvent) -> Void
  private let held = Atomic(0)
  private let lock: SpoolLock

  /// Opens a spool, or makes it; no other may use its folder meanwhile.
  ///
  /// - Parameter objectBytes: bytes of an object at most.
  /// - Throws: ``SpoolError``.
  public init(
    _ folder: SpoolFolder, limits: SpoolLimits = SpoolLimits(), objectBytes: Int = 256 << 20, logger: Logger,
    onEvent: @escaping @Sendable (ArchiveEvent) -> Void = { _ in }
  ) throws(SpoolError) {
    self.folder = folder
    self.limits = limits
    self.objectBytes = objectBytes
    opener = SourceOpener(limit: objectBytes)
    self.logger = logger
    self.onEvent = onEvent
    store = try ArchiveStore(folder)
    lock = try SpoolLock(folder)
  }

  /// Puts folder and store in order after the last process ended, however it did; to be called once before objects come.
  ///
  /// - Throws: ``SpoolError``.
  package func recover(destinations: [String], at time: Date) async throws(SpoolError) {
    try await store.recover(destinations: destinations, at: time)
    let kept = try await store.kept()
    folder.clear(keeping: kept.objects)
    held.store(kept.bytes, ordering: .relaxed)
  }

  /// Bytes of the objects and results that are kept.
  public var heldBytes: Int { held.load(ordering: .relaxed) }

  /// Counts bytes that were added to the spool, or went.
  func add(bytes: Int) { held.add(bytes, ordering: .relaxed) }

  /// Why no object can be taken; nil where one can.
  ///
  /// What is being received counts: on the disk as the largest objects that there may be, in the spool as far as it came.
  public var fullness: String? {
    let coming = folder.comingBytes
    let reserve = coming.reduce(0) { $0 + max(0, objectBytes - $1) }
    if let free = folder.freeBytes.map({ max(0, $0 - reserve) }), free < limits.minimumFreeBytes {
      return "the disk has \(free >> 20) MB left; \(limits.minimumFreeBytes >> 20) MB are kept free"
    }
    let held = coming.reduce(heldBytes, +)
    if let maximum = limits.maximumBytes, held >= maximum {
      return "the spool holds \(held >> 20) MB; it may hold \(maximum >> 20) MB"
    }
    return nil
  }

  // MARK: - ObjectReceiver

  /// Where an object's bytes are to be written; refused with A700 where the disk or the spool is nearly full.
  public func place(for object: OfferedObject) -> Result<URL, StoreRefusal> {
    if let reason = fullness {
      onEvent(.refused(status: StoreStatus.outOfResources.code.hexadecimal))
      crowding.ring()
      return .failure(StoreRefusal(status: .outOfResources, reason: reason))
    }
    return .success(folder.incoming.appending(path: "\(UUID().uuidString).dcm"))
  }

  /// Takes over an object that is whole; its status is what the peer is told.
  public func received(_ object: OfferedObject, file: URL) -> StoreStatus {
    do {
      let arrival = try takeOver(object, file: file)
      switch arrival {
      case .new:
        onEvent(.received)
        self.arrival.ring()
      case .known:
        SpoolFolder.remove(file)
        onEvent(.duplicate)
      case nil:
        SpoolFolder.remove(file)
        onEvent(.ownResult)
      }
      return .success
    } catch {
      SpoolFolder.remove(file)
      logger.warning(
        "an object was refused",
        metadata: [
          "reason": "\(error.reason)", "status": "\(error.status.code.hexadecimal)",
          "calling_ae": "\(object.callingAE)",
        ])
      onEvent(.refused(status: error.status.code.hexadecimal))
      return error.status
    }
  }

  /// Forgets an object whose bytes did not all come.
  public func abandoned(_ object: OfferedObject, file: URL, reason: String) {
    SpoolFolder.remove(file)
    logger.info("an object did not come whole", metadata: ["reason": "\(reason)", "calling_ae": "\(object.callingAE)"])
  }

  /// Enters an object; nil for one of Hilum's own pictures, which an archive may send back like any other: read, it would
  /// give another, and so on.
  private func takeOver(_ object: OfferedObject, file: URL) throws(StoreRefusal) -> ArchiveStore.Arrival? {
    let source: SourceObject
    let byteCount: Int
    do {
      (source, byteCount) = try opener.open(file)
    } catch let error as FileError {
      throw StoreRefusal(status: .outOfResources, reason: "\(error)")
    } catch {
      throw StoreRefusal(status: .cannotUnderstand, reason: "\(error)")
    }
    guard source.sopClass == object.sopClass, source.sopInstance == object.sopInstance else {
      throw StoreRefusal(status: .notThisClass, reason: "the object's UIDs are not those that were announced")
    }
    guard !source.isOwnResult else { return nil }
    do {
      try AtomicFile.synchronize(file)
      let arrival = try store.add(
        ArchivedObject.Identity(source), from: object.callingAE, file: file, bytes: byteCount, at: Self.now)
      if case .new(_, let replaced) = arrival { add(bytes: byteCount - replaced) }
      return arrival
    } catch {
      throw StoreRefusal(status: .outOfResources, reason: "\(error)")
    }
  }

  /// The time in whole seconds: results carry it, and are the same when they are written again.
  private static var now: Date { Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down)) }
}

extension ArchivedObject.Identity {
  fileprivate init(_ source: SourceObject) {
    self.init(
      sopClass: source.sopClass, sopInstance: source.sopInstance, study: source.study, patientID: source.patientID,
      accessionNumber: source.accessionNumber, studyDate: source.studyDate, modality: source.acquisition.modality,
      view: source.acquisition.viewPosition, bodyPart: source.acquisition.bodyPart)
  }
}
