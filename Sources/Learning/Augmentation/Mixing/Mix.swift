/// Who a batch's samples were mixed with.
public struct Mix: Sendable, Equatable {
  /// The class of each sample's partner.
  public let partners: [Int]
  /// The share of the sample itself, λ.
  public let share: Double

  /// A mix of your own.
  public init(partners: [Int], share: Double) {
    self.partners = partners
    self.share = share
  }
}
