import Synchronization

/// A wish to stop, such as Ctrl-C: training saves where it is and ends with ``LearningError/interrupted``.
public final class Interruption: Sendable {
  private let requested = Atomic(false)

  /// No wish yet.
  public init() {}

  /// Whether the wish has been made.
  public var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Makes the wish; safe in a signal handler.
  public func request() { requested.store(true, ordering: .relaxed) }
}
