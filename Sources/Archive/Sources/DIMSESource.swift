import Foundation
public import Logging
import Radiograph
public import ResultObjects
import Synchronization

/// An archive that is asked by C-FIND and C-MOVE (Study Root), and sends to a node that listens while objects are fetched.
public struct DIMSESource: StudySource {
  private let peer: PeerAddress
  private let receiver: PeerAddress
  private let tls: TLSFiles?
  private let requester: DIMSERequester
  private let objectBytes: Int
  private let logger: Logger

  /// An archive.
  ///
  /// - Parameters:
  ///   - receiver: Our own AE title and where its node listens; the archive must know that address under that title.
  ///   - tls: Certificates for both directions.
  public init(
    _ peer: PeerAddress, receiver: PeerAddress, tls: TLSFiles? = nil, timeout: Duration = .seconds(30),
    objectBytes: Int = 256 << 20, logger: Logger
  ) {
    self.peer = peer
    self.receiver = receiver
    self.tls = tls
    self.objectBytes = objectBytes
    self.logger = logger
    requester = DIMSERequester(peer, callingAE: receiver.aeTitle, tls: tls, timeout: timeout)
  }

  /// Studies of days before another, by C-FIND.
  ///
  /// - Throws: ``DIMSEError``.
  public func studies(patientID: String, before: StudyDate, within days: Int) async throws -> [StudySummary] {
    let range = "\(before.earlier(byDays: max(1, days)).dicom)-\(before.earlier(byDays: 1).dicom)"
    return try await find(
      ["0010,0020": patientID, "0010,0021": "", "0008,0020": range, "0008,0030": "", "0020,000D": ""], level: "STUDY"
    ).compactMap { match in
      guard let study = match["0020,000D"] else { return nil }
      return StudySummary(
        study: study, patientID: match["0010,0020"], issuer: match["0010,0021"],
        date: match["0008,0020"].flatMap { StudyDate($0) }, time: match["0008,0030"])
    }
  }

  /// The frontal chest radiographs of a study, found by C-FIND and fetched by C-MOVE.
  ///
  /// - Throws: ``DIMSEError``, and what is wrong with an object that came.
  public func frontalImages(of study: String) async throws -> [FetchedObject] {
    // A key with a wildcard would match other studies.
    guard DICOMUID.isValid(study) else { throw DIMSEError.invalidUID }
    var candidates: [ImageCandidate] = []
    let series = try await find(
      ["0020,000D": study, "0020,000E": "", "0008,0060": "", "0018,0015": ""], level: "SERIES"
    ).filter { ImageCandidate(in: $0, series: "").isFrontalChest }
    for match in series.prefix(ImageCandidate.seriesLimit) {
      guard let uid = match["0020,000E"] else { continue }
      candidates += try await find(
        [
          "0020,000D": study, "0020,000E": uid, "0008,0018": "", "0008,0016": "", "0018,5101": "", "0020,0020": "",
        ], level: "IMAGE"
      ).map { instance in
        var candidate = ImageCandidate(in: instance, series: uid)
        candidate.acquisition.modality = match["0008,0060"]
        candidate.acquisition.bodyPart = match["0018,0015"]
        return candidate
      }
    }
    let chosen = ImageCandidate.chosen(candidates).filter { DICOMUID.isValid($0.instance) }
    guard !chosen.isEmpty else { return [] }
    return try await fetch(chosen, of: study).filter {
      $0.source.study == study && ImageCandidate($0.source).isFrontalChest
    }
  }

  /// Matches without blanks about their values, and without values that are empty.
  private func find(_ keys: [String: String], level: String) async throws -> [[String: String]] {
    try await requester.find(keys, level: level).map { match in
      match.mapValues { $0.trimmingCharacters(in: .whitespacesAndNewlines.union(.controlCharacters)) }
        .filter { !$0.value.isEmpty }
    }
  }

  // MARK: - Fetching

  private func fetch(_ candidates: [ImageCandidate], of study: String) async throws -> [FetchedObject] {
    let folder = try FetchFolder()
    let inbox = FetchInbox(folder, expected: Set(candidates.map(\.instance)))
    let node = try await listen(inbox)
    return try await withThrowingTaskGroup { group in
      group.addTask { await node.run() }
      defer {
        node.stop()
        group.cancelAll()
      }
      for candidate in candidates {
        let outcome = try await requester.move(
          study: study, series: candidate.series, instance: candidate.instance, to: receiver.aeTitle)
        guard outcome.isComplete else {
          throw DIMSEError.refused(peer, operation: "C-MOVE", status: outcome.status)
        }
      }
      return try candidates.compactMap { candidate in
        try inbox.file(of: candidate.instance).map { try FetchedObject($0, in: folder, limit: objectBytes) }
      }
    }
  }

  /// A node at the receiver's port, once it is free: one fetch after the other uses it.
  private func listen(_ inbox: FetchInbox) async throws -> DIMSENode {
    var options = NodeOptions()
    (options.host, options.port, options.aeTitle) = (receiver.host, receiver.port, receiver.aeTitle)
    options.callers = [NodeOptions.Caller(aeTitle: peer.aeTitle, address: nil)]
    options.tls = tls
    options.objectBytes = objectBytes
    while true {
      do {
        return try DIMSENode(options, receiver: inbox, logger: logger)
      } catch {
        guard case .cannotListen(_, _, let code) = error, code == EADDRINUSE else { throw error }
      }
      try await Task.sleep(for: .milliseconds(100))
    }
  }
}

extension ImageCandidate {
  /// What a query tells of a series or an instance.
  fileprivate init(in match: [String: String], series: String) {
    self.init(series: series, instance: match["0008,0018"] ?? "", sopClass: match["0008,0016"])
    acquisition.modality = match["0008,0060"]
    acquisition.bodyPart = match["0018,0015"]
    acquisition.viewPosition = match["0018,5101"]
    orientation = match["0020,0020"]
  }
}

/// Takes the objects that were asked for, and no other.
private final class FetchInbox: ObjectReceiver {
  private let folder: FetchFolder
  private let expected: Set<String>
  private let files = Mutex<[String: URL]>([:])

  init(_ folder: FetchFolder, expected: Set<String>) {
    self.folder = folder
    self.expected = expected
  }

  /// The file of an object that has come.
  func file(of instance: String) -> URL? { files.withLock { $0[instance] } }

  func place(for object: OfferedObject) -> Result<URL, StoreRefusal> {
    guard expected.contains(object.sopInstance) else {
      return .failure(StoreRefusal(status: .cannotUnderstand, reason: "not asked for"))
    }
    return .success(folder.url.appending(path: "\(UUID().uuidString).dcm"))
  }

  func received(_ object: OfferedObject, file: URL) -> StoreStatus {
    files.withLock { $0[object.sopInstance] = file }
    return .success
  }

  func abandoned(_ object: OfferedObject, file: URL, reason: String) { try? FileManager.default.removeItem(at: file) }
}
