/// Where results are sent to: another node of the archive, an interface engine, a web address, a folder.
public protocol Destination: Sendable {
  /// What it is called in the configuration and in what is told of deliveries.
  var name: String { get }
  /// Results that go together at most, for which what became of them is kept once all have gone; 1 unless said otherwise.
  var batch: Int { get }

  /// Sends a result, and returns once the other side has it.
  ///
  /// The same result may be sent again after a failure or a restart; it carries the same identifiers then.
  ///
  /// - Throws: ``DeliveryError``, which says whether trying again may help.
  func send(_ result: OutgoingResult) async throws(DeliveryError)

  /// Sends several results, in one association or connection where that can be; what became of each, in order.
  ///
  /// Unless a destination knows better, they go one after the other.
  func send(_ results: [OutgoingResult]) async -> [Result<Void, DeliveryError>]
}

extension Destination {
  /// One result goes after the other.
  public var batch: Int { 1 }

  /// Sends results one after the other.
  public func send(_ results: [OutgoingResult]) async -> [Result<Void, DeliveryError>] {
    var outcomes: [Result<Void, DeliveryError>] = []
    for result in results {
      do throws(DeliveryError) {
        try await send(result)
        outcomes.append(.success(()))
      } catch {
        outcomes.append(.failure(error))
      }
    }
    return outcomes
  }
}
