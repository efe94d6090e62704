/// Something that happened in a node, for whoever counts.
public enum ArchiveEvent: Sendable, Equatable {
  /// An object was taken in.
  case received
  /// An object came that was there already.
  case duplicate
  /// One of Hilum's own pictures came back, and was left alone.
  case ownResult
  /// An object was refused with a status, such as `A700`.
  case refused(status: String)
  /// An object was read; seconds from its receipt.
  case read(seconds: Double)
  /// An object can't be read.
  case unreadable
  /// A result reached its destination.
  case delivered(destination: String)
  /// A delivery failed; for good, or until it is tried again.
  case deliveryFailed(destination: String, isPermanent: Bool)
}
