/// Why a result did not reach its destination.
public struct DeliveryError: Error, Sendable, Equatable {
  /// What happened, in a sentence for people.
  public let reason: String
  /// Whether sending the same result again is useless.
  public let isPermanent: Bool

  /// A delivery that failed.
  public init(reason: String, isPermanent: Bool) {
    self.reason = reason
    self.isPermanent = isPermanent
  }
}
