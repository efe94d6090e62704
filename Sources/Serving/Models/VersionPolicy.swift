/// Which versions of a model answer, and which only read along.
public struct VersionPolicy: Sendable, Equatable {
  /// The version that answers; the latest that is neither shadow nor canary where nil.
  public var pinned: Int?
  /// A version that reads the same pictures without answering, to be compared.
  public var shadow: Int?
  /// A version that answers a share of the requests.
  public var canary: Canary?

  /// A version that answers a share of the requests that name no version.
  public struct Canary: Sendable, Equatable {
    /// The version.
    public let version: Int
    /// The share, from 0 to 1.
    public let share: Double

    /// A version's share.
    public init(version: Int, share: Double) {
      self.version = version
      self.share = share
    }
  }

  /// A policy; without arguments the latest version answers everything.
  public init(pinned: Int? = nil, shadow: Int? = nil, canary: Canary? = nil) {
    self.pinned = pinned
    self.shadow = shadow
    self.canary = canary
  }
}
