import Foundation

/// Another node, to which results are sent by C-STORE, several in one association.
public struct DIMSEDestination: Destination {
  /// What it is called.
  public let name: String
  /// An association takes longer to make than a result takes to send; the same object again is no other.
  public let batch = 16
  private let requester: DIMSERequester

  /// A node that is sent to.
  public init(name: String, _ requester: DIMSERequester) {
    self.name = name
    self.requester = requester
  }

  /// Sends a result.
  public func send(_ result: OutgoingResult) async throws(DeliveryError) {
    for outcome in await send([result]) { try outcome.get() }
  }

  /// Sends results in one association.
  public func send(_ results: [OutgoingResult]) async -> [Result<Void, DeliveryError>] {
    do {
      return try await requester.store(results.map(\.file)).map(Self.judge)
    } catch {
      return results.map { _ in .failure(DeliveryError(error)) }
    }
  }

  /// What the answer to a C-STORE means; what the peer says in words is left with it.
  private static func judge(_ outcome: StoreOutcome) -> Result<Void, DeliveryError> {
    if let error = outcome.error { return .failure(DeliveryError(error)) }
    let failure = StorageFailure(code: outcome.status ?? 0)
    if outcome.isStored || failure.isDuplicate { return .success(()) }
    return .failure(DeliveryError(reason: "the node refuses: \(failure)", isPermanent: failure.isPermanent))
  }
}

extension DeliveryError {
  /// What keeps an association from being made may be over the next time, but for what the peer does not do at all.
  fileprivate init(_ error: DIMSEError) {
    let isPermanent =
      switch error {
      case .unreadableFile, .notAccepted, .invalidTitle, .invalidAddress: true
      default: false
      }
    self.init(reason: "\(error)", isPermanent: isPermanent)
  }
}
