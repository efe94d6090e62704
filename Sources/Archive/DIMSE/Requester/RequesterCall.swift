import CArchive
import Foundation

/// One operation, on its thread.
struct RequesterCall {
  let peer: PeerAddress
  private let callingAE: String
  private let tls: TLSContext?
  private let timeout, limit: Duration
  private let interruption: Interruption

  /// Checks addresses and reads certificates.
  init(_ requester: DIMSERequester, _ interruption: Interruption) throws(DIMSEError) {
    guard carchive_prepare() != 0 else { throw .noDictionary }
    guard requester.peer.isValid else { throw .invalidAddress(requester.peer) }
    guard AETitle.isValid(requester.callingAE) else { throw .invalidTitle(requester.callingAE) }
    peer = requester.peer
    callingAE = requester.callingAE
    timeout = requester.timeout
    limit = requester.limit
    self.interruption = interruption
    tls = if let files = requester.tls { try TLSContext(files, for: .requester) } else { nil }
  }

  /// Runs an operation of the C library, and turns its outcome into an error where it is one.
  func perform(
    _ service: String,
    _ operation: (UnsafePointer<carchive_peer>, UnsafeMutablePointer<carchive_fault>) -> carchive_outcome
  ) throws(DIMSEError) {
    var fault = carchive_fault()
    let outcome = withCStrings([peer.host, peer.aeTitle, callingAE]) { texts in
      var target = carchive_peer(
        host: texts[0], port: Int32(peer.port), called_title: texts[1], calling_title: texts[2], tls: tls?.pointer,
        timeout_seconds: timeout.wholeSeconds, limit_seconds: limit.wholeSeconds,
        interruption: interruption.pointer)
      return operation(&target, &fault)
    }
    let reason = String(ofTuple: fault.message)
    switch outcome {
    case CARCHIVE_DONE: return
    case CARCHIVE_UNREACHABLE: throw .unreachable(peer, reason: reason)
    case CARCHIVE_REJECTED:
      let (result, source, reason) = fault.rejection
      throw .rejected(peer, AssociationRejection(result: result, source: source, reason: reason))
    case CARCHIVE_NOT_OFFERED: throw .notAccepted(peer, service: service)
    case CARCHIVE_TIMED_OUT: throw .timedOut(peer)
    default: throw .lost(peer, reason: reason)
    }
  }

  /// Fails on a status that is neither success nor a warning.
  func check(_ response: carchive_response, of operation: String) throws(DIMSEError) {
    guard response.status != 0 else { return }
    throw .refused(peer, operation: operation, status: response.status)
  }
}

extension DIMSERequester {
  /// Does some blocking work on a thread of its own.
  ///
  /// - Throws: ``DIMSEError``; `.cancelled` as soon as the task is cancelled, upon which the thread's connection is ended.
  func onThread<Value: Sendable>(
    _ work: @escaping @Sendable (RequesterCall) throws(DIMSEError) -> Value
  ) async throws(DIMSEError) -> Value {
    guard !Task.isCancelled else { throw .cancelled }
    let (interruption, answer) = (Interruption(), FirstAnswer<Result<Value, DIMSEError>>())
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        answer.await(continuation)
        let thread = Thread {
          do throws(DIMSEError) {
            answer.give(.success(try work(try RequesterCall(self, interruption))))
          } catch {
            answer.give(.failure(error))
          }
        }
        thread.name = "hilum-dimse-scu"
        thread.stackSize = 16 << 20
        thread.start()
      }
    } onCancel: {
      // First, before the connection that ends makes the thread give an answer of its own.
      answer.give(.failure(.cancelled))
      interruption.interrupt()
    }
    return try result.get()
  }
}
