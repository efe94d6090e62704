public import Metrics

/// Who a batch's samples were mixed with.
public struct Mix: Sendable, Equatable {
  /// What is true of each sample's partner.
  public let partners: [Truth]
  /// The share of the sample itself, λ.
  public let share: Double

  /// A mix of your own.
  public init(partners: [Truth], share: Double) {
    self.partners = partners
    self.share = share
  }
}
