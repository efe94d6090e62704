import CArchive
public import FoundationEssentials

/// Asks another node: the SCU of verification, storage, query and retrieve.
///
/// Every call has an association of its own, on a thread of its own, which ends where the call's task is cancelled.
public struct DIMSERequester: Sendable {
  /// Matches of a query beyond these are cancelled.
  public static let matchLimit = 1000

  package let peer: PeerAddress
  let callingAE: String
  let tls: TLSFiles?
  let timeout, limit: Duration

  /// A requester of one peer.
  ///
  /// - Parameters:
  ///   - timeout: for the connection and for each answer, in whole seconds, rounded up.
  ///   - limit: for all answers of a call, and for each file that is stored, however steadily the peer puts it off;
  ///     likewise.
  public init(
    _ peer: PeerAddress, callingAE: String, tls: TLSFiles? = nil, timeout: Duration = .seconds(30),
    limit: Duration = .seconds(120)
  ) {
    self.peer = peer
    self.callingAE = callingAE
    self.tls = tls
    self.timeout = timeout
    self.limit = limit
  }

  /// C-ECHO.
  public func echo() async throws(DIMSEError) {
    try await onThread { call throws(DIMSEError) in
      var response = carchive_response()
      try call.perform("verification") { carchive_echo($0, &response, $1) }
      try call.check(response, of: "C-ECHO")
    }
  }

  /// C-STORE of Part 10 files over one association, each in its own transfer syntax.
  ///
  /// - Returns: an outcome for each file.
  /// - Throws: where there is no association at all.
  public func store(_ files: [URL]) async throws(DIMSEError) -> [StoreOutcome] {
    guard !files.isEmpty else { return [] }
    return try await onThread { call throws(DIMSEError) in
      let collector = StoreCollector(files: files, peer: call.peer)
      do throws(DIMSEError) {
        try call.perform("storage") { peer, fault in
          withCStrings(files.map(\.path)) { paths in
            carchive_store(
              peer, paths, files.count, Unmanaged.passUnretained(collector).toOpaque(),
              { context, index, result, response in
                StoreCollector.of(context)?.add(index, result, response?.pointee ?? carchive_response())
              }, fault)
          }
        }
      } catch {
        switch error {
        case .lost, .timedOut: collector.failRest(error)
        default: throw error
        }
      }
      return collector.outcomes
    }
  }

  /// C-FIND in the Study Root model.
  ///
  /// - Parameters:
  ///   - keys: tags as `0010,0020`, with what to match, or nothing for what is only to be returned.
  ///   - level: `STUDY`, `SERIES` or `IMAGE`.
  /// - Returns: the text elements of each match by tag, at most ``matchLimit``.
  public func find(_ keys: [String: String], level: String) async throws(DIMSEError) -> [[String: String]] {
    let tags = try keys.keys.sorted().map { (key) throws(DIMSEError) in try ElementTag(key) }
    let values = keys.keys.sorted().map { keys[$0] ?? "" }
    return try await onThread { call throws(DIMSEError) in
      let collector = MatchCollector()
      var response = carchive_response()
      try call.perform("query (Study Root)") { peer, fault in
        withCStrings(values) { texts in
          let elements = tags.indices.map { index in
            carchive_element(group: tags[index].group, element: tags[index].element, value: texts[index])
          }
          return carchive_find(
            peer, level, elements, elements.count, Self.matchLimit, Unmanaged.passUnretained(collector).toOpaque(),
            { context, elements, count in
              MatchCollector.of(context)?.add(UnsafeBufferPointer(start: elements, count: count))
            }, &response, fault)
        }
      }
      // Cancel: there were more than the limit.
      if response.status != 0xFE00 { try call.check(response, of: "C-FIND") }
      return collector.matches
    }
  }

  /// C-MOVE in the Study Root model: asks for objects to be sent to a node that the peer knows by its title.
  public func move(
    study: String, series: String? = nil, instance: String? = nil, to aeTitle: String
  ) async throws(DIMSEError) -> MoveOutcome {
    guard AETitle.isValid(aeTitle) else { throw .invalidTitle(aeTitle) }
    return try await onThread { call throws(DIMSEError) in
      var result = carchive_move_result()
      try call.perform("retrieval (Study Root)") {
        carchive_move($0, study, series, instance, aeTitle, &result, $1)
      }
      return MoveOutcome(
        status: result.response.status, comment: String(ofTuple: result.response.comment),
        completed: Int(result.completed), failed: Int(result.failed), warnings: Int(result.warnings))
    }
  }
}
